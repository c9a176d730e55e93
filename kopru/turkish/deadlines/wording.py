"""Every result in the words of the office: what a kind is, why a day counts, what an alarm means, what went wrong.

Turkish stands here as everywhere in `kopru.turkish`; the enums beside it are neutral, for whoever wants other words.
Sentences are made so that no name and no figure takes a suffix it might not bear.
"""

from collections.abc import Callable

from kopru.turkish import dates, suffixes
from kopru.turkish.deadlines import asking, events, reckoning, rules, working_days
from kopru.turkish.deadlines.counting import Reason, Step
from kopru.turkish.deadlines.events import EventKind
from kopru.turkish.deadlines.reckoning import Alarm, AlarmKind, Note, Reckoning, State
from kopru.turkish.deadlines.rules import Kind, Roll, Rule, Unit

KINDS = {
    Kind.PETITION: "Dilekçe",
    Kind.INFORMATION: "Bilgi edinme başvurusu",
    Kind.INFORMATION_EXTENDED: "Bilgi edinme başvurusu (süresi uzatılan)",
    Kind.DATA_SUBJECT: "Kişisel veri başvurusu (ilgili kişi)",
    Kind.CIMER_PETITION: "CİMER başvurusu (dilekçe)",
    Kind.CIMER_INFORMATION: "CİMER başvurusu (bilgi edinme)",
    Kind.PARLIAMENT: "TBMM Dilekçe Komisyonunun gönderdiği dilekçe",
    Kind.BEDK: "Bilgi Edinme Değerlendirme Kurulunun istediği bilgi ve belge",
    Kind.KDK: "Kamu Denetçiliği Kurumunun istediği bilgi ve belge",
    Kind.DATA_BOARD: "Kişisel Verileri Koruma Kurulunun istediği bilgi ve belge",
    Kind.INTEROFFICE_DOCUMENT: "Başka idarenin belge talebi",
    Kind.INTEROFFICE_OPINION: "Başka idarenin bilgi veya görüş talebi",
    Kind.CORRECTION_REQUEST: "Düzeltme ve cevap yazısının gönderilmesi",
    Kind.CORRECTION_DAILY: "Düzeltme ve cevabın günlük gazetede yayımlanması",
    Kind.CORRECTION_WEB: "Düzeltme ve cevabın internet haber sitesinde yayımlanması",
    Kind.CORRECTION_COURT: "Düzeltme ve cevap için sulh ceza hâkimliğine başvuru",
    Kind.SERVICE: "Hizmet talebi",
    Kind.MEDIA: "Basın talebi",
}
_TRIGGERS = {
    Kind.PARLIAMENT: "Komisyon yazısının ulaştığı gün",
    Kind.BEDK: "Kurul yazısının ulaştığı gün",
    Kind.KDK: "Kurum yazısının tebliğ edildiği gün",
    Kind.DATA_BOARD: "Kurul yazısının tebliğ edildiği gün",
    Kind.INTEROFFICE_DOCUMENT: "Yazının ulaştığı gün",
    Kind.INTEROFFICE_OPINION: "Yazının ulaştığı gün",
    Kind.CORRECTION_REQUEST: "Yayım günü",
    Kind.CORRECTION_DAILY: "Yazının gazeteye ulaştığı gün",
    Kind.CORRECTION_WEB: "Yazının haber sitesine ulaştığı gün",
    Kind.CORRECTION_COURT: "Yayım süresinin dolduğu veya yanlış yayımın yapıldığı gün",
    Kind.SERVICE: "Talebin ulaştığı gün",
    Kind.MEDIA: "Talebin ulaştığı gün",
}
_UNITS = {Unit.CALENDAR_DAYS: "gün", Unit.WORKING_DAYS: "iş günü", Unit.MONTHS: "ay", Unit.GIVEN: ""}

STATES = {
    State.RUNNING: "Süre işliyor",
    State.AWAITING_PAYMENT: "Süre kesildi, ödeme bekleniyor",
    State.DEEMED_WITHDRAWN: "Talepten vazgeçilmiş sayılır",
    State.RESULT_OWED: "İşlemin safahatı bildirildi, sonuç ayrıca bildirilecek",
    State.FORWARDED: "Yetkili idareye gönderildi",
    State.ANSWERED: "Cevaplandı",
    State.OVERDUE: "Süre geçti",
}
ALARMS = {
    AlarmKind.EXTENSION: "Uzatma gerekecekse gerekçesiyle bildirilmeli",
    AlarmKind.EXTENSION_LAST: "Uzatmanın bildirilebileceği son gün",
    AlarmKind.PAYMENT_LAST: "Başvuru sahibinin ödeme için son günü",
    AlarmKind.STRICTEST: "En dar yoruma göre süre bu gün dolar; o güne kadar cevaplamak güvenlidir",
    AlarmKind.WAIT_END: "Kesin cevap için beklenebilecek en uzun sürenin sonu (2577 sayılı Kanun m.10/2)",
    AlarmKind.EVE: "Süreden önceki son iş günü",
}
NOTES = {
    Note.EXTENSION_ASSUMED: "Uzatma, 15 iş günü dolmadan gerekçesiyle yazılı bildirilmiş gibi hesaplandı.",
    Note.EXTENSION_TOO_LATE: "Uzatma, 15 iş günü dolduktan sonra bildirildiği için süreyi uzatmadı.",
    Note.EXTENSION_WITHOUT_REASON: "Uzatmanın gerekçesi kayıtlı değil; kanun gerekçenin de bildirilmesini arar.",
    Note.COST_TOO_LATE: "Maliyet, süre dolduktan sonra bildirildiği için süreyi kesmedi.",
    Note.PAID_TOO_LATE: "Ödeme, 15 iş günü geçtikten sonra yapıldı.",
    Note.INTERIM_IS_NO_ANSWER: "Ara cevap, sonucun ayrıca bildirilmesi yükümlülüğünü kaldırmaz.",
    Note.WITHOUT_EFFECT: "Bildirilen olaylardan bazısının bu sürede bir etkisi yoktur.",
    Note.FEAST_ESTIMATED: "Bu dönemdeki dinî bayramın tarihi tahminîdir; ilan edildiğinde yeniden hesaplanmalı.",
}
EVENTS = {
    EventKind.FORWARDED: "Başvuru yetkili idareye gönderildi.",
    EventKind.EXTENSION_TOLD: "Uzatma bildirildi: toplam süre 30 iş günü oldu (4982 sayılı Kanun m.11).",
    EventKind.COST_TOLD: "Maliyet bildirildi.",
    EventKind.COST_PAID: "Ödeme yapıldı.",
    EventKind.INTERIM_ANSWER: "İşlemin safahatı bildirildi.",
    EventKind.FINAL_ANSWER: "Cevap verildi.",
}
_CUT = "Süre kesildi (4982 sayılı Kanun m.11)."


def trigger(kind: Kind) -> str:
    """Return what the first day is: ``Başvurunun ulaştığı gün``."""
    return _TRIGGERS.get(kind, "Başvurunun ulaştığı gün")


def period(rule: Rule) -> str:
    """Return the period of a rule with its unit: ``15 iş günü``."""
    return f"{rule.period} {_UNITS[rule.unit]}" if rule.unit is not Unit.GIVEN else "gazetecinin verdiği süre"


def granted(result: Reckoning) -> str:
    """Return the period that was reckoned with: ``15 iş günü``, or ``uzatma ile 30 iş günü``."""
    if result.is_extended:
        return f"uzatma ile {result.rule.extended} {_UNITS[result.rule.unit]}"
    return period(result.rule)


_INCLUDED = "tatil günleri süreye dâhildir (2577 sayılı Kanun m.8/2)"
_FROM_ONE = "{what} saat 13.00 itibarıyla başlar ({law})"
_REASONS = {
    Reason.RECEIVED: "{trigger}.",
    Reason.COUNTED: "{number}. {unit}.",
    Reason.COUNTED_WEEKEND: "{number}. gün. {what}: " + _INCLUDED + ".",
    Reason.COUNTED_HOLIDAY: "{number}. gün. {what}: " + _INCLUDED + ".",
    Reason.COUNTED_HALF_DAY: "{number}. iş günü. " + _FROM_ONE + "; yarım gün iş günü sayılır.",
    Reason.COUNTED_LEAVE: "{number}. iş günü. {what}: tatil değildir, iş günü sayılır.",
    Reason.COUNTED_MONTH: "{number}. ay doldu.",
    Reason.WEEKEND: "{what}: iş günü değildir (657 sayılı Kanun m.99).",
    Reason.HOLIDAY: "{what}: genel tatil, iş günü değildir ({law}).",
    Reason.HALF_DAY: _FROM_ONE + "; yarım gün iş günü sayılmadı.",
    Reason.LEAVE: "{what}: iş günü sayılmadı.",
    Reason.CUT: _CUT,
    Reason.AWAITING_PAYMENT: "Süre işlemiyor, ödeme bekleniyor (4982 sayılı Kanun m.11).",
    Reason.PAID: "Süre ertesi gün yeniden işlemeye başlar.",
    Reason.ROLLED_OVER: "{what}: tatil sürüyor.",
    Reason.EXTENDED_TO: "Tatili izleyen ilk iş günü: son gün.",
    Reason.GIVEN: "Gazetecinin verdiği son gün.",
}
_STARTS = "Süre ertesi gün işlemeye başlar (2577 sayılı Kanun m.8/1)."
_WOULD_END = "Süre bugün dolardı; tatil olduğu için izleyen iş gününe uzar (2577 sayılı Kanun m.8/2)."


def why(step: Step, result: Reckoning) -> str:
    """Return why a day counts or not, and what happened on it, naming the article."""
    sentence = _REASONS[step.reason].format(
        number=step.number,
        unit=_UNITS[result.rule.unit],
        what=step.name or "Hafta sonu",
        law=f"2429 sayılı Kanun {step.article}",
        trigger=trigger(result.rule.kind),
    )
    told = [EVENTS[event] for event in step.events]
    if step.reason in (Reason.CUT, Reason.PAID):
        return " ".join([*told, sentence])
    return " ".join([sentence, *_consequence(step, result), *told])


def _consequence(step: Step, result: Reckoning) -> list[str]:
    """Return what the day means for the period: that it starts, would have ended, or ends."""
    if step.reason is Reason.RECEIVED:
        starts = [] if result.rule.unit is Unit.GIVEN else [_STARTS]
        return [_CUT] if EventKind.COST_TOLD in step.events else starts
    if step.date == result.due and step.counted:
        return [f"Son gün ({result.rule.source})."]
    rolls = any(one.reason is Reason.EXTENDED_TO for one in result.steps)
    return [_WOULD_END] if rolls and step.number == result.rule.period else []


def state(result: Reckoning) -> str:
    """Return the state in words, with the days it is late."""
    late = f" ({result.days_late} gün gecikmeyle)" if result.days_late and result.state is not State.OVERDUE else ""
    over = f" ({result.days_late} gün)" if result.days_late and result.state is State.OVERDUE else ""
    return f"{STATES[result.state]}{late}{over}"


def alarm(one: Alarm) -> str:
    """Return one alarm with its day."""
    return f"{dates.long_date(one.on)}: {ALARMS[one.kind]}"


def headline(result: Reckoning) -> str:
    """Return the result in one line."""
    kind = KINDS[result.rule.kind]
    if result.due is None:
        return f"{kind}: süre kesildi, son gün ödemeden sonra belli olur"
    return f"{kind}: son gün {dates.long_date(result.due)}"


def explanation(result: Reckoning) -> list[str]:
    """Return the whole explanation line by line, for a terminal or a letter."""
    rule = result.rule
    lines = [
        headline(result),
        f"Dayanak: {rule.source} ({granted(result)})" if rule.unit is not Unit.GIVEN else f"Dayanak: {rule.source}",
        f"Durum: {state(result)}",
        "",
        *(f"{_mark(step)} {dates.long_date(step.date)}: {why(step, result)}" for step in result.steps),
    ]
    if result.alarms:
        lines += ["", "Dikkat edilecek günler:", *(f"  {alarm(one)}" for one in result.alarms)]
    said = [*(NOTES[note] for note in result.notes), *([rule.to_confirm] if _is_open(result) else [])]
    if said:
        lines += ["", "Notlar:", *(f"  {one}" for one in said)]
    return lines


def _is_open(result: Reckoning) -> bool:
    """Say whether what the office must confirm about the rule had a part in this result."""
    rule = result.rule
    if rule.payment_days:
        return any(event.kind is EventKind.COST_TOLD for event in result.question.events)
    if rule.roll is Roll.NEXT_WORKING_DAY and rule.unit is Unit.CALENDAR_DAYS:
        return any(step.reason is Reason.EXTENDED_TO for step in result.steps)
    return bool(rule.to_confirm)


def _mark(step: Step) -> str:
    return f"{step.number:>3}." if step.number else "   –"


def obstacle(error: Exception) -> str:
    """Return in one sentence what stands in the way of a result, for any exception of this package."""
    for known, say in _OBSTACLES:
        if isinstance(error, known):
            return say(error)
    raise error


def _say_no_rule(error: rules.NoRuleInForce) -> str:
    return (
        f"{KINDS[error.kind]} için {dates.long_date(error.on, weekday=False)} günü yürürlükte olan bir süre kuralı yok."
    )


def _say_before(error: events.BeforeReceipt) -> str:
    return (
        f"Olay tarihi ({dates.short_date(error.on)}) başvurunun ulaştığı günden "
        f"({dates.short_date(error.received)}) önce olamaz."
    )


def _say_unpaid(error: events.PaidBeforeTold) -> str:
    return f"Ödeme tarihi ({dates.short_date(error.on)}) için önce maliyetin bildirildiği gün verilmeli."


def _say_year(error: working_days.YearNotKnown) -> str:
    first, last = working_days.FIRST_YEAR, str(working_days.last_year())
    return (
        f"{error.year} yılının resmî tatilleri bilinmiyor; hesap {first} yılından "
        f"{suffixes.with_suffix(last, suffixes.Case.YONELME)} kadar yapılabilir."
    )


def _say_kind(error: asking.KindUnknown) -> str:
    named = f"Bilinmeyen süre türü: {error}." if str(error) else "Süre türü verilmedi (--kind)."
    return f"{named} Türler: {', '.join(Kind)}"


def _say_date(error: dates.DateUnreadable) -> str:
    named = f"Tarih okunamadı: {error}" if str(error) else "Tarih verilmedi"
    return f"{named} (örnek: 2026-03-02 ya da 02.03.2026)"


def _say_event(error: asking.EventUnknown) -> str:
    return f"Bilinmeyen olay: {error}. Olaylar: {', '.join(EventKind)}"


def _say_reason(error: asking.ExtensionReasonUnknown) -> str:
    return f"Kanunda olmayan uzatma gerekçesi: {error}. Gerekçeler: {', '.join(events.ExtensionReason)}"


def _say_leave(error: asking.LeaveUnreadable) -> str:
    return f"İdari izin aralığı geçersiz: {error}. Bir aralık en çok {asking.LONGEST_LEAVE_DAYS} gün olabilir."


def _say_target(error: asking.TargetOutOfRange) -> str:
    return f"Hedef süre geçersiz: {error}. 1 ile {asking.LONGEST_TARGET_DAYS} arasında bir iş günü sayısı yazılmalı."


_OBSTACLES: tuple[tuple[type[Exception], Callable[..., str]], ...] = (
    (rules.NoRuleInForce, _say_no_rule),
    (events.BeforeReceipt, _say_before),
    (events.PaidBeforeTold, _say_unpaid),
    (working_days.YearNotKnown, _say_year),
    (reckoning.DeadlineMissing, lambda _: "Gazetecinin verdiği son gün yazılmalı (--deadline)."),
    (asking.KindUnknown, _say_kind),
    (asking.EventUnknown, _say_event),
    (asking.ExtensionReasonUnknown, _say_reason),
    (asking.LeaveUnreadable, _say_leave),
    (asking.TargetOutOfRange, _say_target),
    (dates.NoSuchDay, lambda error: f"Takvimde böyle bir gün yok: {error}"),
    (dates.DateUnreadable, _say_date),
)
OBSTACLES = tuple(kind for kind, _say in _OBSTACLES)
