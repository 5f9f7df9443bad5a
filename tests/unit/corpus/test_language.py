"""Languages of lines, told by stop words and scripts."""

from __future__ import annotations

import pytest

from annotator.corpus.language import guess


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The minister said that the talks had failed.", "en"),
        ("Bu sayfa çerezler kullanır ve size daha iyi hizmet verir.", "tr"),
        ("Wir verwenden Cookies, um die Seite zu verbessern.", "de"),
        ("Nous utilisons des cookies pour améliorer le site.", "fr"),
        ("Россия предложила переговоры", "ru"),
        ("Україна підтримує переговори і мир", "uk"),
        ("البحر يتسع للجميع", "ar"),
        ("הים גדול מספיק לכולם", "he"),
        ("外交部表示关切", "zh"),
        ("X", "und"),
        ("Scroll", "und"),
        ("403 404", "und"),
        ("", "und"),
    ],
)
def test_a_line_is_in_the_language_of_its_small_words(text: str, language: str) -> None:
    assert guess(text) == language


def test_a_foreign_name_does_not_make_a_line_foreign() -> None:
    assert guess("The Süddeutsche Zeitung and Le Monde said that the talks had failed.") == "en"
    assert guess("She quoted a saying of her country, “البحر يتسع للجميع”, in the hall.") == "en"
