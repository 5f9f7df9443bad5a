"""Which language a line is in, by its script, its letters and its stop words; no model needed."""

from __future__ import annotations

import re
from collections import Counter

UNKNOWN = "und"

_STOP_WORDS = {
    "en": """the of and to in a that is was for on with as by at from said has have had be are not
        it its this which he she they his her their will would were been but who after about your
        you we our all more an or us my if can may must no over into than out up let what how""",
    "tr": """ve bir bu için ile olarak daha da de çok olan gibi sonra kadar en her biz siz sizin
        değil ancak veya hakkında ya ama ise göre tüm sizlere""",
    "de": """der die das und ist nicht mit von zu den dem ein eine einer für auf auch sich wir sie
        ihre ihr unsere im bei oder werden wird dass als durch zum zur diese dieser haben""",
    "fr": """le la les des et est une un du dans pour que qui sur avec par ce cette nous vous votre
        vos nos au aux plus ou sont pas ne se leur être""",
    "es": """el la los las de y que en un una por con para su se del al es más como nuestro nuestra
        sus lo este esta son usted o""",
    "it": """il la le di e che per un una con del della sono non si nel alla dei gli più questo
        questa i nostri vostri o dal è""",
    "pt": """o a os as de e que em um uma por com para do da dos das no na se não mais como nosso
        seu sua ao são ou""",
    "nl": """de het een en van is in op te dat voor met zijn niet aan ook door of wij onze uw om
        deze naar bij worden""",
    "pl": """i w na z do się nie że jest o po przez dla oraz jak ale są tym lub twoje nasze od za
        może które""",
    "id": """yang dan di dengan untuk dari ini itu pada tidak dalam akan adalah kami anda juga oleh
        atau telah karena""",
    "sv": """och att det som en på är av för med den till inte har vi du eller om din vår kan""",
    "ro": """și în de la cu pe care este nu sau pentru din mai că prin sunt noastre dvs un o""",
}
_LETTERS = {
    "tr": "ışğİ",
    "de": "ßäöü",
    "fr": "éèêàçùœîû",
    "es": "ñ¿¡áóí",
    "pt": "ãõâç",
    "pl": "łżęąśćń",
    "ro": "țșăî",
    "sv": "åäö",
}
_LANGUAGES_OF_WORD: dict[str, tuple[str, ...]] = {}
for _language, _listed in _STOP_WORDS.items():
    for _word in _listed.split():
        _LANGUAGES_OF_WORD[_word] = (*_LANGUAGES_OF_WORD.get(_word, ()), _language)

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_SCRIPTS = (
    ("ja", re.compile(r"[\u3040-\u30ff]")),
    ("ko", re.compile(r"[\uac00-\ud7af\u1100-\u11ff]")),
    ("zh", re.compile(r"[\u3400-\u9fff]")),
    ("ar", re.compile(r"[\u0600-\u06ff\u0750-\u077f]")),
    ("he", re.compile(r"[\u0590-\u05ff]")),
    ("ru", re.compile(r"[\u0400-\u052f]")),
    ("el", re.compile(r"[\u0370-\u03ff\u1f00-\u1fff]")),
    ("hi", re.compile(r"[\u0900-\u097f]")),
    ("bn", re.compile(r"[\u0980-\u09ff]")),
    ("th", re.compile(r"[\u0e00-\u0e7f]")),
    ("hy", re.compile(r"[\u0530-\u058f]")),
    ("ka", re.compile(r"[\u10a0-\u10ff]")),
)
_WITHIN_SCRIPT = {  # letters that only the other languages of a script have
    "ru": (("uk", re.compile(r"[іїєґІЇЄҐ]")),),
    "ar": (("ur", re.compile(r"[ٹڈڑںےہھ]")), ("fa", re.compile(r"[پچژگیک]"))),
}
_BEYOND_ASCII = re.compile(r"[^\x00-\x7f]")
_TWO_LETTERS = re.compile(r"[^\W\d_]['’]?[^\W\d_]")
_MOST = 4_000  # characters; more tells nothing new
_NO_LETTERS = bytes(each for each in range(128) if not chr(each).isalpha())
# Bytes of UTF-8: a small letter for each letter of ASCII, a blank for what stands in no word.
_LETTER_OR_BLANK = bytes(
    each if each > 127 or each == ord("'") or chr(each).isalpha() else ord(" ")
    for each in bytes(range(256)).lower()
)


def _by_script(text: str) -> str | None:
    """Return the language of a script that only few languages use, where most letters are of it."""
    if text.isascii():
        return None
    plain = text.encode("ascii", "ignore")
    beyond = len(text) - len(plain)
    if beyond <= 0.2 * len(plain.translate(None, _NO_LETTERS)):
        return None  # no script below reaches its share; next, with all letters counted
    letters = sum(map(str.isalpha, text))
    if not letters or beyond <= 0.2 * letters:
        return None
    for language, pattern in _SCRIPTS:
        share = len(pattern.findall(text)) / letters
        if share > (0.2 if language == "ja" else 0.5):
            for other, only in _WITHIN_SCRIPT.get(language, ()):
                if only.search(text):
                    return other
            return language
    return None


def _counted_words(text: str) -> Counter[str]:
    """Count the words of a text as :data:`_WORD` finds them, letters of ASCII as small ones."""
    blanked = text.encode("utf-8", "surrogatepass").translate(_LETTER_OR_BLANK)
    counts = Counter(blanked.decode("utf-8", "surrogatepass").split())
    if blanked.isascii() and b"'" not in blanked:
        return counts
    for part in [each for each in counts if not (each.isascii() and each.isalpha())]:
        count = counts.pop(part)
        for word in _WORD.findall(part):
            counts[word] += count
    return counts


def _scores(words: Counter[str]) -> Counter[str]:
    scores: Counter[str] = Counter()
    for word, count in words.items():
        is_plain = word.isascii()
        for language in _LANGUAGES_OF_WORD.get(word if is_plain else word.lower(), ()):
            scores[language] += 2 * count
        if not is_plain:
            for language, letters in _LETTERS.items():
                scores[language] += count * any(letter in letters for letter in word)
    return scores


def guess(text: str) -> str:
    """Return the ISO 639-1 code of the text's language, ``"und"`` where too little speaks for one.

    At least two words of a language (or one and its letters) must stand there, and make up a tenth
    of the text, and no other language may come near.
    """
    text = text[:_MOST]
    by_script = _by_script(text)
    if by_script is not None:
        return by_script
    words = _counted_words(text)
    ranked = [*_scores(words).most_common(2), ("", 0), ("", 0)]
    (best, most), (_, second) = ranked[0], ranked[1]
    if most < 3 or most < 0.2 * words.total() or most < 1.3 * second:
        return UNKNOWN
    return best


def is_in_script_of(text: str, language: str) -> bool:
    """Tell whether a short text could be in the language: it has a word in a script that fits."""
    if _TWO_LETTERS.search(text, 0, _MOST) is None:
        return False
    return (_by_script(text[:_MOST]) is None) == (language in _STOP_WORDS)
