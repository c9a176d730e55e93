"""R15: nothing is left under the black: no text, no pixel, no word about the file; the reason stands on it."""

import io

import pikepdf
import pypdfium2
import pytest
from django.urls import reverse
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageChops, ImageStat
from PIL.PngImagePlugin import PngInfo

from kopru.cases import actions, obstacles
from kopru.cases.asks import Attached
from kopru.cases.models import CaseFile
from kopru.cases.privacy import blackening, redaction
from kopru.cases.privacy.redaction import PDF, Box
from kopru.cases.tests import factories as make
from kopru.core.roles import Role
from kopru.delivery.models import Attachment
from kopru.typesetting import pdf

NAME = "ZIFTCIOGLU"
WHOLE_LINE = Box(0, 0.05, 0.05, 0.95, 0.2, "4982-21")


def document(pages: int = 2) -> bytes:
    """A PDF with the name in its text layer, its metadata, an attachment, a bookmark and a comment."""
    with pikepdf.new() as made:
        for _number in range(pages):
            page = made.add_blank_page(page_size=(595, 842))
            font = pikepdf.Dictionary(
                Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica
            )
            page.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=font))
            page.Contents = made.make_stream(f"BT /F1 24 Tf 60 750 Td ({NAME}) Tj 0 -400 Td (ACIK) Tj ET".encode())
            note = pikepdf.Dictionary(
                Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Text, Rect=[10, 10, 20, 20], Contents=NAME
            )
            page.Annots = made.make_indirect(pikepdf.Array([made.make_indirect(note)]))
        made.docinfo["/Author"] = NAME
        with made.open_metadata() as metadata:
            metadata["dc:title"] = NAME
        made.attachments["gizli.txt"] = NAME.encode()
        with made.open_outline() as outline:
            outline.root.append(pikepdf.OutlineItem(NAME, 0))
        out = io.BytesIO()
        made.save(out)
    return out.getvalue()


def photo(kind: str = "JPEG") -> bytes:
    picture = Image.effect_noise((400, 300), 80).convert("RGB")
    exif = Image.Exif()
    exif[0x010E] = NAME
    words = PngInfo()
    words.add_text("Author", NAME)
    out = io.BytesIO()
    picture.save(out, kind, exif=exif, **({"pnginfo": words} if kind == "PNG" else {"comment": NAME.encode()}))
    return out.getvalue()


def everything_in(raw: bytes) -> bytes:
    """The bytes of a PDF with every stream unpacked that is no picture."""
    with pikepdf.open(io.BytesIO(raw)) as opened:
        said = [str(opened.trailer).encode()]
        for thing in opened.objects:
            said.append(repr(thing).encode())
            if isinstance(thing, pikepdf.Stream) and thing.get("/Subtype") != "/Image":
                said.append(thing.read_bytes())
    return b"\n".join([raw, *said])


def test_nothing_of_the_name_is_in_a_redacted_pdf():
    assert NAME in pdf.text_of(document())
    made = redaction.redacted(document(), PDF, [WHOLE_LINE, Box(1, 0.05, 0.05, 0.95, 0.2, "6698")])
    assert pdf.text_of(made).strip("\f\n ") == ""
    assert NAME.encode() not in everything_in(made)
    assert NAME.encode("utf-16-be") not in everything_in(made)
    with pikepdf.open(io.BytesIO(made)) as opened:
        assert len(opened.pages) == 2
        assert not opened.docinfo
        assert not opened.attachments
        assert "/Metadata" not in opened.Root
        assert "/Outlines" not in opened.Root
        assert opened.pages[0].mediabox[2:] == pytest.approx([595, 842], abs=1)


def test_the_pixels_under_the_box_do_not_depend_on_what_was_there():
    blank = redaction.redacted(document().replace(NAME.encode(), b"X" * len(NAME)), PDF, [WHOLE_LINE])
    assert blank  # another name, and the same picture within the box
    one, other = (pypdfium2.PdfDocument(raw)[0].render(scale=1).to_pil().convert("L") for raw in (blank, _redacted()))
    box = tuple(int(edge) for edge in (0.06 * 595, 0.06 * 842, 0.94 * 595, 0.19 * 842))
    assert ImageStat.Stat(ImageChops.difference(one.crop(box), other.crop(box))).extrema[0][1] <= 2
    assert ImageStat.Stat(other.crop(box)).mean[0] < 60
    lower = other.crop((50, 350, 200, 500))
    assert ImageStat.Stat(lower).extrema[0][0] < 100  # what may be read is still there


def _redacted() -> bytes:
    return redaction.redacted(document(), PDF, [WHOLE_LINE])


@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
def test_a_photo_is_black_there_and_says_nothing_of_itself(kind):
    raw = photo(kind)
    assert NAME.encode() in raw
    made = redaction.redacted(raw, f"image/{kind.lower()}", [Box(0, 0.25, 0.25, 0.75, 0.75, "6698")])
    assert NAME.encode() not in made
    opened = Image.open(io.BytesIO(made))
    assert not opened.getexif()
    assert set(opened.info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}
    inside = opened.convert("L").crop((104, 80, 296, 110))
    assert ImageStat.Stat(inside).mean[0] < 8
    outside = opened.convert("L").crop((0, 0, 90, 60))
    assert ImageStat.Stat(outside).stddev[0] > 20


shares = st.floats(0, 0.9)


@settings(max_examples=25, deadline=None)
@given(left=shares, top=shares, width=st.floats(0.02, 0.1), height=st.floats(0.02, 0.1))
def test_wherever_the_box_lies_all_of_it_is_covered(left, top, width, height):
    raw = io.BytesIO()
    Image.new("RGB", (200, 160), "red").save(raw, "PNG")
    made = redaction.redacted(raw.getvalue(), "image/png", [Box(0, left, top, left + width, top + height, "6698")])
    seen = Image.open(io.BytesIO(made)).convert("RGB")
    inside = seen.crop(
        (
            int(left * 200),
            int(top * 160),
            max(int(left * 200) + 1, int((left + width) * 200)),
            max(int(top * 160) + 1, int((top + height) * 160)),
        )
    )
    red, green, _blue = inside.split()
    assert ImageChops.subtract(red, green).getextrema()[1] == 0  # black and white only: no red looks out


@pytest.mark.parametrize("raw", [b"", b"%PDF-1.7 broken", b"\xff\xd8\xff\xe0 broken"])
@pytest.mark.parametrize("kind", [PDF, "image/jpeg", "text/plain"])
def test_what_cannot_be_read_cannot_be_redacted(raw, kind):
    with pytest.raises(redaction.CannotRedact):
        redaction.redacted(raw, kind, [WHOLE_LINE])


def kept(case, raw: bytes, kind: str) -> CaseFile:
    message = case.messages.filter(voice="person").first()
    (file,) = actions.opening.keep_files(case, message, [Attached("belge.pdf", kind, raw)])
    return file


@pytest.mark.django_db
def test_the_copy_leaves_and_the_original_stays():
    case = make.case(asker={"hides_identity": True})
    file = kept(case, document(), PDF)
    actions.redact(file, boxes=[WHOLE_LINE, Box(1, 0, 0, 1, 1, "6698")], by=make.user(Role.CLERK), at=make.NOON)
    make.referral(case)
    with Attachment.objects.get(dispatch__kind="cases.referral").file.open("rb") as sent:
        assert NAME not in pdf.text_of(sent.read())
    with file.file.open("rb") as original:
        assert NAME in pdf.text_of(original.read())
    assert [each["reason"] for each in CaseFile.objects.get(pk=file.pk).redactions] == ["4982-21", "6698"]


@pytest.mark.django_db
@pytest.mark.parametrize(
    "boxes", [[], [Box(0, 0.5, 0.5, 0.5, 0.9, "6698")], [Box(0, 0, 0, 1, 1, "")], [Box(9, 0, 0, 1, 1, "6698")]]
)
def test_without_a_box_and_its_reason_nothing_is_made_black(boxes):
    file = kept(make.case(), document(), PDF)
    with pytest.raises(actions.Obstacle):
        actions.redact(file, boxes=boxes, by=make.user(Role.CLERK), at=make.NOON)
    assert not CaseFile.objects.get(pk=file.pk).redacted


def rows(*written: dict[str, str]) -> dict[str, str]:
    data = {"kutu-TOTAL_FORMS": str(len(written)), "kutu-INITIAL_FORMS": str(len(written))}
    for number, row in enumerate(written):
        data |= {f"kutu-{number}-{name}": value for name, value in row.items()}
    return data


ROW = {"page": "1", "left": "5", "top": "5", "right": "95", "bottom": "20", "reason": "4982-21"}


@pytest.mark.django_db
def test_a_clerk_looks_at_it_first_and_then_saves(client):
    file = kept(make.case(), document(), PDF)
    client.force_login(make.user(Role.CLERK))
    address = reverse("cases_desk:redact", args=[file.case_id, file.pk])
    first = client.get(address).content.decode()
    assert first.count("<figure") == 2
    looked = client.post(address, rows(ROW, {"page": "1"}) | {"adim": "onizle"})
    assert not CaseFile.objects.get(pk=file.pk).redacted
    url = looked.context["pages"][0]["url"]
    assert "kutu=" in url
    seen = Image.open(io.BytesIO(client.get(url).content)).convert("L")
    assert ImageStat.Stat(seen.crop((60, 90, 500, 120))).mean[0] < 60
    assert client.post(address, rows(ROW) | {"adim": "kaydet"}).status_code == 302
    state = reverse("cases_desk:redaction_progress", args=[file.case_id, file.pk])
    assert "0 / 2 sayfa" in client.get(state).content.decode()
    assert "0 / 2 sayfa" in client.get(address).content.decode()
    blackening.blacken.func(file.pk)
    assert CaseFile.objects.get(pk=file.pk).redacted
    assert "karartilmis=1" in client.get(state).content.decode()
    assert 'value="95' in client.get(address).content.decode()
    copy = client.get(reverse("cases_desk:file", args=[file.case_id, file.pk]), {"karartilmis": "1"})
    assert NAME not in pdf.text_of(b"".join(copy.streaming_content))


@pytest.mark.django_db
def test_until_it_is_black_it_leaves_by_no_way(client):
    case, by = make.case(), make.user(Role.CLERK)
    file = kept(case, document(), PDF)
    actions.ask_redaction(file, boxes=[WHOLE_LINE], by=by, at=make.NOON)
    assert not CaseFile.objects.get(pk=file.pk).may_leave
    with pytest.raises(obstacles.FileHeld):
        make.referral(case)
    with pytest.raises(obstacles.FileHeld):
        actions.forward(case, institution="Yol", address="yol@example.org", reason="Onların.", by=by, at=make.NOON)
    words = make.answer(case)
    words.files.add(file)
    with pytest.raises(obstacles.FileHeld):
        actions.submit_answer(words, by=by, at=make.NOON)
    client.force_login(by)
    client.post(reverse("cases_desk:redaction_drop", args=[case.pk, file.pk]))
    file.refresh_from_db()
    assert (file.may_leave, file.blackening) == (True, {})
    actions.ask_redaction(file, boxes=[WHOLE_LINE], by=by, at=make.NOON)
    actions.drop_redaction(file, by=by, at=make.NOON)
    blackening.blacken.func(file.pk)  # the worker that comes late finds nothing to do
    assert not CaseFile.objects.get(pk=file.pk).redacted


@pytest.mark.django_db
def test_the_worker_goes_on_after_a_kill_and_gives_up_what_kills_it(monkeypatch):
    file = kept(make.case(), document(), PDF)
    actions.ask_redaction(file, boxes=[WHOLE_LINE], by=make.user(Role.CLERK), at=make.NOON)
    real = redaction.redacted

    def killed(raw, kind, boxes, *, tell):
        tell(1)
        raise SystemExit

    monkeypatch.setattr(redaction, "redacted", killed)
    for _death in range(3):
        with pytest.raises(SystemExit):
            blackening.blacken.func(file.pk)
    file.refresh_from_db()
    assert (file.blackening["done"], file.blackening["fault"], file.is_held) == (1, "", True)
    assert blackening.sweep(timezone.now()) == 0  # it moved a moment ago
    assert blackening.sweep(timezone.now() + make.HOUR) == 1
    blackening.blacken.func(file.pk)
    file.refresh_from_db()
    assert (bool(file.blackening["fault"]), file.is_held) == (True, True)
    monkeypatch.setattr(redaction, "redacted", real)
    actions.ask_redaction(file, boxes=[WHOLE_LINE], by=make.user(Role.CLERK), at=make.NOON)
    blackening.blacken.func(file.pk)
    file.refresh_from_db()
    assert (bool(file.redacted), file.is_held) == (True, False)


@pytest.mark.django_db
def test_what_is_asked_last_is_what_is_made_black(monkeypatch):
    file, by = kept(make.case(), document(), PDF), make.user(Role.CLERK)
    actions.ask_redaction(file, boxes=[WHOLE_LINE], by=by, at=make.NOON)
    real = redaction.redacted

    def meanwhile(raw, kind, boxes, *, tell):
        other = CaseFile.objects.get(pk=file.pk)
        actions.ask_redaction(other, boxes=[Box(1, 0, 0, 1, 1, "6698")], by=by, at=make.NOON + make.HOUR)
        return real(raw, kind, boxes, tell=tell)

    monkeypatch.setattr(redaction, "redacted", meanwhile)
    blackening.blacken.func(file.pk)
    file.refresh_from_db()
    assert (bool(file.redacted), file.is_held) == (False, True)
    monkeypatch.setattr(redaction, "redacted", real)
    blackening.blacken.func(file.pk)
    file.refresh_from_db()
    assert [each["page"] for each in file.redactions] == [1]


@pytest.mark.django_db
@pytest.mark.parametrize("wrong", [{"right": ""}, {"right": "1"}, {"left": "-3"}, {"reason": "x"}, {"page": "0"}])
def test_a_wrong_box_says_what_is_wrong_with_it(client, wrong):
    file = kept(make.case(), photo(), "image/jpeg")
    client.force_login(make.user(Role.CLERK))
    address = reverse("cases_desk:redact", args=[file.case_id, file.pk])
    response = client.post(address, rows(ROW | wrong) | {"adim": "kaydet"})
    assert response.status_code == 422
    assert "errorlist" in response.content.decode()
    assert not CaseFile.objects.get(pk=file.pk).redacted


@pytest.mark.django_db
@pytest.mark.parametrize("role", [Role.UNIT, Role.PHOTOGRAPHER, Role.MAYORS_OFFICE])
def test_only_the_office_blacks_out(client, role):
    file = kept(make.case(), photo(), "image/jpeg")
    client.force_login(make.user(role))
    own = [file.case_id, file.pk]
    for address in (reverse("cases_desk:redact", args=own), reverse("cases_desk:redaction_page", args=[*own, 0])):
        assert client.get(address).status_code in (302, 403, 404)
