"""The error of a wrong setting, apart from what reads settings, so that `handsel --help` loads little."""


class WrongSetting(Exception):
    """A setting holds what the house cannot start with; the message is one sentence for the operator."""
