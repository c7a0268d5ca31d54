"""What is in the wallet, and depositing what it lacks, right before something is funded."""

from collections.abc import Callable

from handsel.kernel.i18n import gettext_noop
from handsel.kernel.identifiers import derived
from handsel.kernel.money import Money
from handsel.kernel.refusals import Refusal
from handsel.money.ledger.models import Account, AccountKind
from handsel.money.rails import deposits
from handsel.money.rails.refusals import BankRefused, DepositPending
from handsel.money.rails.states import TransferState
from handsel.record.actions import Actor, was_performed
from handsel.ui.money_format import money_text
from handsel.web.jobs.job_view import JobView
from handsel.work.jobs.lifecycle import Side


def wallet_of(job_view: JobView) -> Money:
    """The free amount in the client's wallet; zero for anybody else."""
    accounts = Account.objects.filter(
        owner=job_view.job.client, kind=AccountKind.WALLET, currency=job_view.job.currency
    )
    balances = list(accounts.values_list("balance", flat=True)) if job_view.side is Side.CLIENT else []
    return Money(sum(balances), job_view.job.currency)


def deposit_missing(
    actor: Actor, job_view: JobView, expected: Money, refuse: Callable[[], None]
) -> Money | None:
    """Deposit what the wallet lacks; nothing if the funding is done already.

    `refuse` raises what would refuse the funding anyway.
    """
    missing = expected - wallet_of(job_view)
    if job_view.side is not Side.CLIENT or missing.minor <= 0 or was_performed(actor):
        return None
    refuse()
    key = derived(actor.key, "deposit")
    deposit = deposits.request_deposit(Actor(actor.id, actor.at, key), job_view.job.client.person, missing)
    if deposit.state == TransferState.PENDING:
        raise DepositPending(added=money_text(missing))
    if deposit.state == TransferState.FAILED:
        raise BankRefused(amount=money_text(missing))
    return missing


def mention_deposit(deposited: Money | None, refusal: Refusal) -> Refusal:
    """Say in a refusal where the deposit is, if it was made and the funding then failed."""
    if deposited is not None:
        refusal.kept = gettext_noop("Nothing was funded. The %(added)s you added is in your wallet.")
        refusal.named["added"] = money_text(deposited)
    return refusal
