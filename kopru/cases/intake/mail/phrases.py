"""The words by which mail programs introduce what they quote, pass on and sign: Turkish first, then the neighbours'.

Each line was seen in a mail of the program named. Letters of all cases match, also the dotless ones.
"""

import re
from typing import Final

#: The verb of "On …, … wrote:". Gmail, Apple, Thunderbird, Yahoo, Roundcube, Outlook.com, Zimbra, K-9.
VERB: Final = re.compile(
    r"\b(?:(?:şun(?:u|lar[ıi])\s+)?yaz(?:d[ıi]|m[ıi]ş)|wrote|schrieb|a\s+écrit|пишет|(?:на)?писал(?:\(-?\w\)|\w)?"
    r"|пише|escribió|escreveu|geschreven|ha\s+scritto|schreef|skrev|napisał(?:\(a\))?)(?!\w)",
    re.IGNORECASE,
)
#: One of which is in every match of it: looked for first, for that is quick.
STEMS: Final = (
    "yazd", "yazm", "wrote", "schrieb", "crit", "пише", "писал", "escri", "scritto", "schre", "skrev", "napisa",
    "escrev",
)  # fmt: skip
#: What may stand behind it in its line: Apple's date in brackets, German names, dashes.
AFTER_VERB: Final = re.compile(r"\s*(?:\([^()\n]{4,60}\)|(?:[^:]|:(?=\d)){1,160}(?=:\s*$))?\s*[::]?\s*[-–]{0,4}\s*")
#: Yandex, Mail.ru, Gmail in Russian: 24.11.2026, 14:05, "Ali Veli" <ali@example.org>:
STAMPED: Final = re.compile(
    r"^[^\n]{0,100}?\d{1,2}[:.]\d{2}[^\n]{0,120}?\n?[^\n]{0,60}?<\s?[^<>\s@]{1,100}@[^<>\s]{1,100}>\s*:[ \t]*$",
    re.MULTILINE,
)
#: What makes such a line credible: a time of day, a date or an address.
CREDIBLE: Final = re.compile(
    r"\d{1,2}[:.]\d{2}|\d{1,2}[./]\d{1,2}[./]\d{2,4}|\d{4}-\d{2}-\d{2}|\d{1,2}\.? \w+ \d{4}|\S@\S"
)
#: The moment in it.
MOMENT: Final = re.compile(r"\d{1,2}[:.]\d{2}|\d{1,2}[./]\d{1,2}[./]\d{2,4}|\d{4}-\d{2}-\d{2}|\d{1,2}\.? \w+\.? \d{4}")
#: How its first line may begin, if it was wrapped.
OPENS: Final = re.compile(r"(?:On|Am|Le|El|Il|Op|Den|W dniu|Em)\s|\d{1,2}[./ ]|\d{4}-", re.IGNORECASE)

_FORWARDED: Final = (
    r"iletilen (?:ileti|mesaj|e-?posta)|yönlendirilen (?:ileti|mesaj|e-?posta)|yönlendirilmiş (?:ileti|mesaj)"
    r"|iletilmiş (?:ileti|mesaj)|yönlendirilmiş e-?posta"
    r"|forwarded (?:message|mail|by)|begin forwarded message|original message forwarded"
    r"|weitergeleitete nachricht|message transféré|message transmis|début du message (?:réexpédié|transféré)"
    r"|anfang der weitergeleiteten (?:nachricht|e-?mail)|пересылаемое сообщение|начало переадресованного сообщения"
    r"|перенаправленное сообщение|mensaje reenviado|messaggio inoltrato"
)
_ORIGINAL: Final = (
    r"özgün (?:ileti|mesaj|e-?posta)|orijinal (?:ileti|mesaj|e-?posta)|orjinal (?:ileti|mesaj)|asıl (?:ileti|mesaj)"
    r"|önceki (?:ileti|mesaj)|original (?:message|mail|e-?mail|appointment)|reply message|ursprüngliche nachricht"
    r"|originalnachricht|message d['’]origine|message original|исходное сообщение|оригинальное сообщение"
    r"|mensaje original|messaggio originale"
)
FORWARD_MARK: Final = re.compile(
    rf"^[ \t>]*(?:[-–—_=*]{{2,}}[ \t]*(?:{_FORWARDED})\b[^\n]{{0,80}}"
    rf"|(?:{_FORWARDED})(?: başlangıcı| başlangıç)?\s*[::]\s*)$",
    re.IGNORECASE | re.MULTILINE,
)
ORIGINAL_MARK: Final = re.compile(
    rf"^[ \t>]*[-–—_=*]{{2,}}[ \t]*(?:{_ORIGINAL})\b[ \t]*[-–—_=*]{{0,80}}[ \t]*$", re.IGNORECASE | re.MULTILINE
)
#: The labels of a header block, by what they say.
LABELS: Final = {
    "from": r"kimden|gönderen|from|von|de|da|от кого|от|van|fra|från",
    "date": r"gönderilme(?: tarihi| zamanı)?|gönderildi|gönderim tarihi|gönderme tarihi|tarih|sent|date|gesendet|datum"
    r"|envoyé|отправлено|дата|enviado(?: el| em)?|inviato|verzonden",
    "to": r"kime|alıcı|alıcılar|to|an|à|pour|кому|para|aan",
    "subject": r"konu|subject|betreff|objet|тема|asunto|assunto|oggetto|onderwerp",
    "cc": r"bilgi|kopya|cc|bcc|gizli|копия|kopie|copie",
    "reply-to": r"yanıtla|yanıt adresi|reply-to|répondre à|antwort an",
    "other": r"önem(?: derecesi)?|importance|priority|öncelik|attachments|ekler|ek",
}
LABEL: Final = re.compile(
    r"^[ \t>]*\*{0,2}(?:" + "|".join(f"(?P<{kind.replace('-', '_')}>{words})" for kind, words in LABELS.items()) +
    r")[ \t\u00a0]{0,12}:[ \t\u00a0]{0,8}\*{0,2}[ \t\u00a0]*(?P<value>[^\n]{0,1000})$",
    re.IGNORECASE | re.MULTILINE,
)  # fmt: skip
RULE: Final = re.compile(r"^[ \t>]*[_\-–—=*]{5,}\s*$")
#: Subjects of mail that was passed on: İLT (Outlook), FW, Fwd, WG, TR, I, RV, Пересл.
FORWARD_SUBJECT: Final = re.compile(
    r"^\s*(?:(?:re|ynt|yan|cevap|cvp|aw|sv|ref)\s*:\s*){0,5}"
    r"(?:fwd?|fw|i̇lt|ilt|ılt|i̇let|ilet|yönlend?|yönlendirilen|wg|tr|rv|enc|пересл|fs)\s*:",
    re.IGNORECASE,
)
REPLY_PREFIX: Final = re.compile(
    r"^\s*(?:(?:re|ynt|yan|yanıt|cevap|cvp|aw|antw|sv|ref|rép|ответ|fwd?|i̇lt|ilt|ılt|ilet|wg|tr)(?:\[\d{1,3}\])?\s*:\s*)+",
    re.IGNORECASE,
)
#: A word without which no line of `PROGRAM_SIGNATURE` is.
PROGRAM: Final = re.compile(r"gönderil|\bsent\b|gesendet|envoyé|отправлено|outlook|yahoo|bu e-?posta", re.IGNORECASE)
#: Lines that a program adds below what a person wrote.
PROGRAM_SIGNATURE: Final = re.compile(
    r"""^[ \t>*_]*(?:
      (?:iphone|ipad|ipod|mac|apple\ watch)['’]?(?:u|[ıi])m(?:dan|den)\s+gönderildi
      | (?:iphone|ipad)['’]?\w{0,6}\s+gönderildi
      | android(?:\s+\w+){0,3}['’]?(?:den|dan|mdan|imden|[ıi]mdan)?\s+gönderil\w+
      | [\w .'’®™+-]{2,60}?(?:telefonumdan|cihaz[ıi]mdan|tabletimden|mobil\s+cihaz[ıi]mdan)\s+gönderil\w+
      | (?:yandex|yahoo|outlook|hotmail|gmail|proton|mail\.ru|windows)[\w .'’]{0,40}gönderil(?:di|miştir)
      | windows\s+(?:10\s+|11\s+)?için\s+(?:posta|mail)['’\w ]{0,12}\s+gönderil\w+
      | (?:android|ios)\s+için\s+outlook['’\w ]{0,30} | outlook\s+for\s+(?:android|ios)\b.{0,60}
      | get\s+outlook\s+for\s.{2,60}
      | sent\s+(?:from|via|with)\s+(?:my\s+|the\s+)?(?:iphone|ipad|android|samsung|galaxy|huawei|xiaomi|mobile|phone
          |blackberry|outlook|yahoo|mail|yandex|proton|windows|aol|htc|nokia|lg|sony|oneplus|mailbird|spark)\b.{0,80}
      | von\s+meine[mr]\s+.{2,60}\sgesendet | gesendet\s+von\s+.{2,60} | envoyé\s+(?:de|depuis|à\s+partir)\s.{2,60}
      | отправлено\s+\w{1,2}\s.{2,60}
      | bu\s+e-?posta\s+(?:avast|avg|virüs).{0,120} | yahoo\s+mail['’:].{0,80}
    )\.?[ \t>*_]*(?:<https?://[^>\s]{1,200}>)?\s*$""",
    re.VERBOSE | re.IGNORECASE | re.MULTILINE,
)
SIGNATURE_MARK: Final = re.compile(r"^(?:-- ?|-- \u00a0?)$", re.MULTILINE)
#: The beginning of what lawyers have put below every mail.
DISCLAIMER: Final = re.compile(
    r"""^[ \t*_>-]*(?:
      yasal\s+uyar[ıi] | gizlilik\s+(?:uyar[ıi]s[ıi]|bildirimi|notu) | sorumluluk\s+reddi | önemli\s+uyar[ıi]\s*:
      | bu\s+(?:e-?posta|elektronik\s+posta|mesaj|ileti|e-?mail)(?:\s+mesaj[ıi])?(?:n[ıi]n)?
        \s+(?:ve|veya|ile|içeriği|gönderildiği|yaln[ıi]zca)\b
        (?=(?:[^\n]|\n(?!\n)){0,600}(?:gizli|muhatab|kişiye\s+özel|al[ıi]c[ıi]s[ıi]|yetkisiz|hukuk[iî]|sorumlu))
      | disclaimer\b | confidentiality\s+notice
      | this\s+(?:e-?mail|message),?\s+(?:and\s+any|including)\b
      | this\s+(?:e-?mail|message)\s+(?:is|may\s+be|contains)\s+(?:confidential|intended|privileged)
      | diese\s+e-?mail\s+(?:enthält|kann|ist) | ce\s+(?:message|courriel)\s+(?:et|est)
    )""",
    re.VERBOSE | re.IGNORECASE | re.MULTILINE,
)
