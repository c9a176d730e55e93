"""The list of accounts, and how lists count."""

import pytest
from django.core.paginator import Paginator

from kopru.core.roles import Role
from kopru.desk.templatetags.desk import counted

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demonstration")]


def test_the_list_of_accounts_names_roles_and_counts_in_turkish(page):
    page.sign_in(Role.ADMINISTRATOR)
    soup = page.get("/masa/users/", max_queries=40).soup
    assert "Roller" in soup.table.thead.get_text()
    assert "Sistem yöneticisi" in soup.table.tbody.get_text()
    said = soup.select_one(".pagination__end").get_text(strip=True)
    assert said.endswith(" kullanıcı"), said


@pytest.mark.parametrize(
    ("count", "name", "said"), [(1, "Kişi", "1 kişi"), (1250, "İdari izin", "1.250 idari izin"), (0, "", "0")]
)
def test_after_a_number_there_is_no_plural(count, name, said):
    paginator = Paginator(range(count), 50)
    paginator.verbose_name = name
    assert counted(paginator) == said
