"""What the house tells the apps below it."""

from kopru.core import sweep, today
from kopru.house import audit, cards, doctor, worker

sweep.register("tasks of dead workers", worker.take_back)
sweep.register("finished tasks", worker.forget_finished)
today.register(cards.cards)
sweep.register("house.seals", audit.nightly)
doctor.register()
