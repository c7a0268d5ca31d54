"""Texts of people and sites."""

from handsel_tracker.spool.texts import one_line, short


def test_a_text_is_one_line_of_letters_that_move_no_terminal() -> None:
    assert one_line("\x1b[2J Plates\r\n\u202e of\x00 Ada", 60) == "[2J Plates of Ada"
    assert one_line("Plates of Ada", 7) == "Plates"
    assert len(short("x" * 9000)) == 200
    assert short(None) == "None"
