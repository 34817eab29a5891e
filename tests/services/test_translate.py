"""Whatever the AWS libraries raise has a place in our tree, a clean message and a hint."""

from __future__ import annotations

import inspect
import json
import ssl
from typing import Any

import pytest
from botocore import exceptions as aws
from botocore.parsers import ResponseParserError

from amplify_tui.model.keys import Target
from amplify_tui.services import errors
from amplify_tui.services.question import Question, clean_error
from amplify_tui.services.translate import RAISED, translate

TARGET = Target("prod", "eu-west-1")
CALL = Question(TARGET, "ListJobs")
READING = Question(TARGET, is_about_credentials=True)
OPENING = Question(TARGET)


class _Anything(dict[str, Any]):
    def __missing__(self, key: str) -> str:
        return "x"


def make(kind: Any) -> Exception:
    """Build any of botocore's errors, whose messages want members of many names."""
    error: Exception = kind.__new__(kind)
    Exception.__init__(error, kind.fmt.format_map(_Anything()))
    return error


KINDS = [
    kind
    for _, kind in inspect.getmembers(aws, inspect.isclass)
    if issubclass(kind, aws.BotoCoreError) and kind is not aws.BotoCoreError
]


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
@pytest.mark.parametrize("question", [CALL, READING, OPENING], ids=["call", "credentials", "opening"])
def test_every_error_of_botocore_is_one_of_ours(kind: type[aws.BotoCoreError], question: Question) -> None:
    error = translate(make(kind), question)
    assert isinstance(error, errors.ApiError)
    assert error.code == kind.__name__
    assert error.message
    assert error.message.isprintable()


@pytest.mark.parametrize(
    ("error", "question", "kind", "hint"),
    [
        (make(aws.EndpointConnectionError), CALL, errors.UnreachableError, "region eu-west-1"),
        (make(aws.ConnectTimeoutError), CALL, errors.UnreachableError, "network"),
        (make(aws.ReadTimeoutError), CALL, errors.UnreachableError, "network"),
        (TimeoutError(), CALL, errors.UnreachableError, "network"),
        (make(aws.ConnectionClosedError), CALL, errors.UnreachableError, "network"),
        (make(aws.SSLError), CALL, errors.UnreachableError, "AWS_CA_BUNDLE"),
        (make(aws.ProxyConnectionError), CALL, errors.UnreachableError, "HTTPS_PROXY"),
        (OSError(101, "Network is unreachable"), CALL, errors.UnreachableError, "network"),
        (ValueError("year out of range"), CALL, errors.BadAnswerError, "proxy"),
        (AttributeError("'str' object"), CALL, errors.BadAnswerError, "proxy"),
        (TypeError(), CALL, errors.BadAnswerError, "proxy"),
        (KeyError("x"), CALL, errors.BadAnswerError, "proxy"),
        (ResponseParserError("x"), CALL, errors.BadAnswerError, "proxy"),
        (make(aws.PaginationError), CALL, errors.BadAnswerError, "again"),
        (make(aws.ParamValidationError), CALL, errors.RefusedError, "Correct"),
        (make(aws.NoCredentialsError), CALL, errors.CredentialsError, "aws configure --profile prod"),
        (make(aws.PartialCredentialsError), OPENING, errors.CredentialsError, "aws configure"),
        (make(aws.CredentialRetrievalError), READING, errors.CredentialsError, "get-caller-identity"),
        (FileNotFoundError(2, "x", "/no/such"), READING, errors.CredentialsError, "credential_process"),
        (json.JSONDecodeError("x", "y", 0), READING, errors.CredentialsError, "credential_process"),
        (AttributeError("'list' object"), READING, errors.CredentialsError, "credential_process"),
        (TimeoutError(), READING, errors.CredentialsError, "does not end"),
        (BrokenPipeError(), READING, errors.CredentialsError, "credential_process"),
        (make(aws.SSOTokenLoadError), CALL, errors.CredentialsError, "`aws sso login --profile prod`"),
        (make(aws.TokenRetrievalError), CALL, errors.CredentialsError, "`aws sso login --profile prod`"),
        (
            make(aws.UnauthorizedSSOTokenError),
            CALL,
            errors.CredentialsError,
            "`aws sso login --profile prod`",
        ),
        (make(aws.LoginRefreshRequired), CALL, errors.CredentialsError, "`aws login --profile prod`"),
        (make(aws.ProfileNotFound), OPENING, errors.SetupError, "list-profiles"),
        (make(aws.NoRegionError), OPENING, errors.SetupError, "--region"),
        (make(aws.InvalidRegionError), OPENING, errors.SetupError, "eu-west-1"),
        (make(aws.ConfigParseError), OPENING, errors.SetupError, "~/.aws/config"),
        (make(aws.InvalidConfigError), OPENING, errors.SetupError, "~/.aws/config"),
        (ValueError("Invalid endpoint: nonsense"), OPENING, errors.SetupError, "--endpoint-url"),
        (ValueError("invalid literal for int()"), OPENING, errors.SetupError, "~/.aws/config"),
        (FileNotFoundError(2, "x"), CALL, errors.SetupError, "AWS_CA_BUNDLE"),
        (ssl.SSLError("NO_CERTIFICATE"), CALL, errors.SetupError, "AWS_CA_BUNDLE"),
    ],
)
def test_each_situation_has_its_error_and_its_hint(
    error: Exception, question: Question, kind: type[errors.ApiError], hint: str
) -> None:
    assert isinstance(error, RAISED)
    told = translate(error, question)
    assert type(told) is kind
    assert hint in told.hint


@pytest.mark.parametrize(
    ("operation", "hint"),
    [("AssumeRole", "trust policy"), ("GetRoleCredentials", "aws sso login --profile prod")],
)
def test_credentials_that_were_refused_are_told_from_a_refused_call(operation: str, hint: str) -> None:
    error = aws.ClientError({"Error": {"Code": "AccessDenied", "Message": "not you"}}, operation)
    told = translate(error, CALL)
    assert type(told) is errors.CredentialsError
    assert hint in told.hint


def test_an_answer_without_anything_in_it_is_a_bad_one() -> None:
    assert type(translate(aws.ClientError({}, "ListJobs"), CALL)) is errors.BadAnswerError


def test_the_environments_own_credentials_need_no_profile_option() -> None:
    told = translate(make(aws.SSOTokenLoadError), Question(Target("", "eu-west-1"), "ListJobs"))
    assert "`aws sso login`" in told.hint
    assert "the AWS environment" in told.message


@pytest.mark.parametrize(
    "text",
    [
        "proxy http://me:SECRET@proxy:3128 refused",
        "GET /x?X-Amz-Security-Token=SECRET&a=1",
        "x-amz-security-token:SECRET host:y",
        '{"SecretAccessKey": "SECRET"}',
        "aws_session_token = SECRET",
    ],
)
def test_no_secret_survives_in_a_message(text: str) -> None:
    assert "SECRET" not in clean_error(text)
    assert "***" in clean_error(text)


@pytest.mark.parametrize(("region", "expected"), [("eu-wset-1", True), ("eu-west-1", False)])
def test_an_unreachable_region_that_may_be_mistyped_names_the_near_ones(region: str, expected: bool) -> None:  # noqa: FBT001 - a case of the table
    question = Question(Target("", region), "ListApps")
    hint = translate(make(aws.EndpointConnectionError), question).hint
    assert ("Did you mean eu-west-1" in hint) is expected


def test_hints_name_no_key_since_commands_without_a_screen_show_them_too() -> None:
    hints = {translate(make(kind), question).hint for kind in KINDS for question in (CALL, READING, OPENING)}
    assert len(hints) > 10
    assert not [hint for hint in hints if "ctrl+" in hint or " press " in hint]
