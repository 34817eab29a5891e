"""Turns whatever the AWS libraries raise into an ``ApiError`` that says what to do."""

from __future__ import annotations

import json
import ssl
from typing import TYPE_CHECKING, Final

from botocore import exceptions as aws
from botocore.parsers import ResponseParserError

from amplify_tui.model.text import clean_line
from amplify_tui.services.codes import translate_answer
from amplify_tui.services.errors import (
    ApiError,
    BadAnswerError,
    CredentialsError,
    RefusedError,
    SetupError,
    UnreachableError,
)
from amplify_tui.services.question import clean_error
from amplify_tui.services.regions import amplify_regions, suggest_regions

if TYPE_CHECKING:
    from amplify_tui.services.question import Question

RAISED: Final = (
    aws.BotoCoreError,
    aws.ClientError,
    ResponseParserError,
    OSError,
    ArithmeticError,
    AttributeError,
    LookupError,
    TypeError,
    ValueError,
)
"""All that aiobotocore is known to raise where files, credentials or answers are not as they should be."""


def translate(error: Exception, question: Question) -> ApiError:
    """Tell what an exception means to a user.

    Args:
        error: One of ``RAISED``.
        question: What was being asked.
    """
    if isinstance(error, aws.ClientError):
        return translate_answer(error, question)
    error = _unwrap(error)
    code = clean_line(type(error).__name__)
    if isinstance(error, ValueError) and str(error).startswith("Invalid endpoint"):
        return _endpoint(code, error, question)
    tell = next((tell for kinds, tell in _RULES if isinstance(error, kinds)), _other)
    return tell(code, error, question)


def _unwrap(error: Exception) -> Exception:
    """Look into the wrapper that aiobotocore puts around what its transport did not expect."""
    inner = getattr(error, "kwargs", {}).get("error")
    return inner if type(error) is aws.HTTPClientError and isinstance(inner, OSError) else error


def _other(code: str, error: Exception, question: Question) -> ApiError:
    if isinstance(error, aws.BotoCoreError):
        return ApiError(code, clean_error(str(error)))
    if question.is_about_credentials:
        return _junk_credentials(code, error, question)
    if not question.operation:
        return _setup(code, error, question)
    return BadAnswerError(
        code,
        f"{question.place} sent something that is no answer to {question.operation}.",
        "Look whether a proxy or a captive portal stands between here and AWS.",
    )


def _setup(code: str, error: Exception, question: Question) -> ApiError:
    hint = "Look at ~/.aws/config and ~/.aws/credentials, or at the files that AWS_CONFIG_FILE names."
    message = clean_error(str(error))
    if isinstance(error, aws.ProfileNotFound):
        message = (
            f"There is no AWS profile {clean_line(str(getattr(error, 'kwargs', {}).get('profile', '')), 80)}."
        )
        hint = "`aws configure list-profiles` lists them; name another by --profile or AWS_PROFILE."
    elif isinstance(error, aws.NoRegionError):
        command = question.command("configure set region REGION")
        hint = f"Name one by --region or AWS_REGION, or keep one with `{command}`."
    elif isinstance(error, aws.InvalidRegionError):
        hint = "Name a region such as eu-west-1 by --region."
    return SetupError(code, message, hint)


def _endpoint(code: str, error: Exception, _question: Question) -> ApiError:
    hint = "Give an address such as https://host:port by --endpoint-url or AWS_ENDPOINT_URL."
    return SetupError(code, clean_error(str(error)), hint)


def _sso(code: str, _error: Exception, question: Question) -> ApiError:
    return CredentialsError(
        code,
        f"The SSO session of {question.who} is not there, has expired or was refused.",
        f"Run `{question.command('sso login')}`, then ask again.",
    )


def _login(code: str, _error: Exception, question: Question) -> ApiError:
    return CredentialsError(
        code,
        f"The login session of {question.who} is not there or has expired.",
        f"Run `{question.command('login')}`, then ask again.",
    )


def _missing(code: str, error: Exception, question: Question) -> ApiError:
    return CredentialsError(
        code,
        f"No complete AWS credentials in {question.who}: {clean_error(str(error))}.",
        f"Run `{question.command('configure')}` or `{question.command('sso login')}`, or use --profile.",
    )


def _retrieval(code: str, error: Exception, question: Question) -> ApiError:
    return CredentialsError(
        code,
        f"The credentials of {question.who} could not be read: {clean_error(str(error), 200)}",
        f"Try `{question.command('sts get-caller-identity')}`; look at this profile in ~/.aws/config.",
    )


def _junk_credentials(code: str, _error: Exception, question: Question) -> ApiError:
    return CredentialsError(
        code,
        f"What was to bring the credentials of {question.who} brought something else.",
        "Look at credential_process and the other settings of this profile in ~/.aws/config.",
    )


def _file(code: str, error: Exception, question: Question) -> ApiError:
    # A failed start of a program carries its name; a CA bundle that cannot be read carries none.
    name = error.filename if isinstance(error, OSError) else None
    if not isinstance(name, str):
        return _bundle(code, error, question)
    return CredentialsError(
        code,
        f"No credentials of {question.who}: {clean_error(name, 200)} is not there or may not be used.",
        "Look at credential_process and the other settings of this profile in ~/.aws/config.",
    )


def _bundle(code: str, _error: Exception, _question: Question) -> ApiError:
    return SetupError(
        code,
        "The file of certificate authorities cannot be read.",
        "Look at AWS_CA_BUNDLE, REQUESTS_CA_BUNDLE and at ca_bundle in ~/.aws/config.",
    )


def _tls(code: str, _error: Exception, question: Question) -> ApiError:
    return UnreachableError(
        code,
        f"No trusted TLS connection to {question.place}.",
        "Behind a company proxy set AWS_CA_BUNDLE to its certificate; check this machine's clock.",
    )


def _proxy(code: str, _error: Exception, _question: Question) -> ApiError:
    hint = "Look at HTTPS_PROXY, HTTP_PROXY and NO_PROXY."
    return UnreachableError(code, "The proxy cannot be reached or refuses.", hint)


def _timeout(code: str, _error: Exception, question: Question) -> ApiError:
    if question.is_about_credentials:
        return CredentialsError(
            code,
            f"Reading the credentials of {question.who} takes too long.",
            "Look at credential_process of this profile in ~/.aws/config: it does not end.",
        )
    asked = question.operation or "the connection"
    return UnreachableError(code, f"{question.place} did not answer {asked} in time.", "Check the network.")


def _unreachable(code: str, error: Exception, question: Question) -> ApiError:
    if question.is_about_credentials:
        return _junk_credentials(code, error, question)
    hint = "Check the network, and that this address is right and up."
    if not question.endpoint:
        region = clean_line(question.target.region)
        hint = f"Check the network, and that there is a region {region} and that it has {question.name}."
        if question.target.region not in amplify_regions():
            hint += f" {suggest_regions(question.target.region)}"
    return UnreachableError(code, f"{question.place} cannot be reached.", hint)


def _closed(code: str, _error: Exception, question: Question) -> ApiError:
    message = f"The connection to {question.place} broke before the answer was there."
    return UnreachableError(code, message, "Check the network.")


def _pages(code: str, error: Exception, _question: Question) -> ApiError:
    return BadAnswerError(code, clean_error(str(error)), "Ask again.")


def _parameters(code: str, error: Exception, question: Question) -> ApiError:
    text = clean_error(str(error).removeprefix("Parameter validation failed:"))
    message = f"{question.operation} does not take this: {text}"
    return RefusedError(code, message, "Correct the value and try again.")


_RULES: Final = (
    ((aws.SSOError, aws.TokenRetrievalError, aws.NoAuthTokenError), _sso),
    ((aws.LoginError,), _login),
    ((aws.NoCredentialsError, aws.PartialCredentialsError), _missing),
    (
        (
            aws.CredentialRetrievalError,
            aws.MetadataRetrievalError,
            aws.MissingDependencyException,
            aws.RefreshWithMFAUnsupportedError,
            aws.UnknownCredentialError,
        ),
        _retrieval,
    ),
    ((aws.InvalidProxiesConfigError, aws.ProxyConnectionError), _proxy),
    ((aws.SSLError,), _tls),
    ((aws.ConnectTimeoutError, aws.ReadTimeoutError, TimeoutError), _timeout),
    ((aws.ConnectionClosedError, aws.IncompleteReadError, aws.ResponseStreamingError), _closed),
    ((aws.EndpointProviderError, aws.InvalidDNSNameError, aws.InvalidEndpointConfigurationError), _endpoint),
    (
        (
            aws.BaseEndpointResolverError,
            aws.ConfigNotFound,
            aws.ConfigParseError,
            aws.DataNotFoundError,
            aws.InvalidConfigError,
            aws.InvalidDefaultsMode,
            aws.InvalidRetryConfigurationError,
            aws.InvalidSTSRegionalEndpointsConfigError,
            aws.ProfileNotFound,
            aws.ServiceNotInRegionError,
            aws.UnknownRegionError,
            aws.ValidationError,
        ),
        _setup,
    ),
    ((aws.CapacityNotAvailableError, aws.ConnectionError, aws.HTTPClientError), _unreachable),
    ((aws.PaginationError,), _pages),
    ((aws.MissingParametersError, aws.ParamValidationError), _parameters),
    ((ssl.SSLError,), _bundle),
    ((json.JSONDecodeError,), _junk_credentials),
    ((FileNotFoundError, IsADirectoryError, NotADirectoryError, PermissionError), _file),
    ((OSError,), _unreachable),
)
