"""What settings say about mailboxes, and that their passwords are never seen."""

import pytest

from briefing.errors import BriefingError
from briefing.settings import MailAccount, from_environment

ONE = {"TAKE_FIVE_MAIL_ACCOUNT": "imaps://news@mail.example.org", "TAKE_FIVE_MAIL_PASSWORD": "s p"}
THIRD = {
    "TAKE_FIVE_MAIL_ACCOUNT_3": "imap://a@b.example@10.0.0.7",
    "TAKE_FIVE_MAIL_PASSWORD_3": "ß",
}


def test_there_may_be_several_accounts_or_none():
    assert from_environment({}).mail == ()
    assert from_environment(ONE | THIRD).mail == (
        MailAccount("imaps://news@mail.example.org", "s p"),
        MailAccount("imap://a@b.example@10.0.0.7", "ß"),
    )


@pytest.mark.parametrize("missing", ONE)
def test_an_account_and_its_password_go_together(missing):
    with pytest.raises(BriefingError, match="set both or none"):
        from_environment({name: value for name, value in ONE.items() if name != missing})


@pytest.mark.parametrize(
    "address", ["mail.example.org", "imaps://news:secret@mail.example.org", "https://a@b.example"]
)
def test_a_wrong_account_is_refused_without_repeating_it(address):
    with pytest.raises(BriefingError, match="TAKE_FIVE_MAIL_ACCOUNT must be") as refusal:
        from_environment(ONE | {"TAKE_FIVE_MAIL_ACCOUNT": address})
    assert "secret" not in str(refusal.value)


def test_a_password_of_several_lines_is_refused_without_repeating_it():
    with pytest.raises(BriefingError, match="one line") as refusal:
        from_environment(ONE | {"TAKE_FIVE_MAIL_PASSWORD": "secret\r\nA LOGOUT"})
    assert "secret" not in str(refusal.value)


def test_the_password_is_in_no_representation():
    assert "s p" not in repr(from_environment(ONE))
