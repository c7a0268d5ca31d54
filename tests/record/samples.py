"""Sample facts of an entry kind, made from the shape that it declares."""

import types
from typing import Annotated, Any, NotRequired, Union, get_args, get_origin, get_type_hints

UNIONS = (types.UnionType, Union)
PLAIN: dict[Any, Any] = {str: "words", int: 3, bool: True, float: 0.5}


def sample(shape: Any) -> Any:
    """A value of a type: a TypedDict with all of its keys, the example of an annotated type."""
    origin = get_origin(shape)
    if origin is NotRequired:
        return sample(get_args(shape)[0])
    if origin is Annotated:
        return shape.__metadata__[0].examples[0]
    if origin in UNIONS:
        return sample(get_args(shape)[0])
    if origin is list:
        return [sample(get_args(shape)[0])]
    if origin is dict:
        return {"name": "words"}
    if hasattr(shape, "__required_keys__"):
        return {name: sample(hint) for name, hint in get_type_hints(shape, include_extras=True).items()}
    return PLAIN[shape]


def required_alone(shape: Any) -> dict[str, Any]:
    """The same without what may be left out, and with nothing where nothing may stand."""
    hints = get_type_hints(shape, include_extras=True)
    return {name: _least(hints[name]) for name in hints if name in shape.__required_keys__}


def _least(hint: Any) -> Any:
    if get_origin(hint) in UNIONS and type(None) in get_args(hint):
        return None
    return [] if get_origin(hint) is list else sample(hint)
