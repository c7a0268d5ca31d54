"""Holdings as the record rebuilds them: entries state one with whatever it was opened for."""

from collections.abc import Callable, Mapping

from django.db.models import QuerySet
from typing_extensions import TypedDict

from handsel.money.escrow.models import Holding
from handsel.record.models import Chain
from handsel.record.rebuilt_tables import RebuiltTable, columns
from handsel.record.replay import ChainState, Row
from handsel.record.shapes import Minor, Whole, shape


@shape
class HoldingAfter(TypedDict):
    """The columns of a holding once the act is done; of one that is not open yet, no fee."""

    funded: Minor
    released: Minor
    refunded: Minor
    frozen: Minor
    fee_start: Minor
    fee_basis_points: Whole | None
    fee_payer: str | None


def holding_facts(holding: Holding | None) -> dict[str, int | str | None]:
    """A holding as the record stores it."""
    return {
        "funded": holding.funded if holding else 0,
        "released": holding.released if holding else 0,
        "refunded": holding.refunded if holding else 0,
        "frozen": holding.frozen if holding else 0,
        "fee_start": holding.fee_start if holding else 0,
        "fee_basis_points": holding.fee_basis_points if holding else None,
        "fee_payer": holding.fee_payer if holding else None,
    }


def with_account(row: Row, ref: str) -> Row:
    """What a holding was opened for, with the account that is named after it."""
    return {**row, "account": f"holding:{ref}" if row["fee_payer"] else None}


def holding_table(
    name: str,
    *key: str,
    rows: "Callable[[], QuerySet[Holding]]",
    state: Callable[[ChainState], Mapping[str, Row]],
) -> RebuiltTable:
    """The holdings of one kind of rows, found by the name of their relation and its key."""
    return RebuiltTable(
        Holding,
        Chain.Kind.JOB,
        subject=f"{name}__job__uuid",
        key=tuple(f"{name}__{column}" for column in key),
        columns=columns(
            "currency",
            *HoldingAfter.__annotations__,
            account="account__code",
            account_owner="account__owner__person",
            account_currency="account__currency",
            client="client__person",
            freelancer="freelancer__person",
        ),
        state=lambda chain: _holdings(chain, state(chain)),
        rows=rows,
        called=f"holding of a {name}",
    )


def _holdings(chain: ChainState, rows: Mapping[str, Row]) -> Mapping[str, Row]:
    """The holdings that were ever opened, between the sides of the job."""
    job = chain.row("job")
    sides = {name: job.get(name) for name in ("client", "freelancer", "currency")}
    sides |= {"account_owner": job.get("client"), "account_currency": job.get("currency")}
    return {key: {**row, **sides} for key, row in rows.items() if row["account"]}
