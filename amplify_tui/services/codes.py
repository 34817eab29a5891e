"""Reads the error answers of AWS by code and text: Amplify's HTTP status and class say too little."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from amplify_tui.model.text import clean_line
from amplify_tui.services.errors import (
    ApiError,
    BadAnswerError,
    BusyBranchError,
    CredentialsError,
    DeniedError,
    NotFoundError,
    RefusedError,
    ThrottledError,
    UnreachableError,
)
from amplify_tui.services.question import clean_error

if TYPE_CHECKING:
    from botocore.exceptions import ClientError

    from amplify_tui.services.question import Question

THROTTLED: Final = frozenset(
    {
        "429",
        "BandwidthLimitExceeded",
        "LimitExceededException",
        "PriorRequestNotComplete",
        "ProvisionedThroughputExceededException",
        "RequestLimitExceeded",
        "RequestThrottled",
        "RequestThrottledException",
        "SlowDown",
        "ThrottledException",
        "Throttling",
        "ThrottlingException",
        "TooManyRequestsException",
    }
)
EXPIRED: Final = frozenset({"ExpiredToken", "ExpiredTokenException", "TokenRefreshRequired"})
MISTIMED: Final = frozenset(
    {
        "InvalidSignature",
        "InvalidSignatureException",
        "RequestExpired",
        "RequestInTheFuture",
        "RequestTimeTooSkewed",
        "SignatureDoesNotMatch",
    }
)
UNRECOGNIZED: Final = frozenset(
    {
        "AuthFailure",
        "IncompleteSignature",
        "IncompleteSignatureException",
        "InvalidAccessKeyId",
        "InvalidClientTokenId",
        "InvalidToken",
        "MissingAuthenticationToken",
        "MissingAuthenticationTokenException",
        "NotSignedUp",
        "OptInRequired",
        "SubscriptionRequiredException",
        "UnrecognizedClientException",
    }
)
DENIED: Final = frozenset(
    {
        "AccessDenied",
        "AccessDeniedException",
        "Forbidden",
        "ForbiddenException",
        "KMS.AccessDeniedException",
        "KmsAccessDenied",
        "NotAuthorized",
        "NotAuthorizedException",
        "UnauthorizedException",
        "UnauthorizedOperation",
    }
)
NOT_FOUND: Final = frozenset(
    {
        "AWS.SimpleQueueService.NonExistentQueue",
        "NotFound",
        "NotFoundException",
        "QueueDoesNotExist",
        "ResourceNotFound",
        "ResourceNotFoundException",
    }
)
BROKEN: Final = frozenset(
    {
        "DependentServiceFailureException",
        "GatewayTimeoutException",
        "InternalError",
        "InternalFailure",
        "InternalFailureException",
        "InternalServerError",
        "InternalServerException",
        "InternalServiceException",
        "ServiceUnavailable",
        "ServiceUnavailableException",
    }
)
CREDENTIAL_OPERATIONS: Final = frozenset(
    {
        "AssumeRole",
        "AssumeRoleWithSAML",
        "AssumeRoleWithWebIdentity",
        "CreateToken",
        "GetRoleCredentials",
        "GetSessionToken",
    }
)
"""What the client library calls by itself to get credentials."""


def translate_answer(error: ClientError, question: Question) -> ApiError:
    """Tell what an error answer means to a user.

    Args:
        error: The answer; its code is the service's own word, or the bare HTTP
            status where something else than the service answered.
        question: What was being asked.
    """
    code, text, status = _read(error)
    operation = clean_line(str(error.operation_name)) or question.operation
    if "rate exceeded" in text.casefold() or (code in THROTTLED and not _is_busy(text)):
        return ThrottledError(
            code,
            f"{question.name} asks for patience: {operation} was called too often.",
            "Other tools of this account count too; a minute of quiet helps.",
        )
    if _is_busy(text):
        return BusyBranchError(
            code,
            "The branch already has a pending or running job.",
            "Wait for its end, or stop it first.",
        )
    if code in BROKEN or status >= 500:  # noqa: PLR2004 - the HTTP standard's own border
        return UnreachableError(
            code,
            f"{question.place} has trouble with {operation} ({code}).",
            "It is not you; try again in a minute.",
        )
    if operation in CREDENTIAL_OPERATIONS:
        return _refused_credentials(code, text, operation, question)
    if code in EXPIRED | MISTIMED | UNRECOGNIZED:
        return _bad_credentials(code, question)
    return _refusal(code, text, operation, question)


def _read(error: ClientError) -> tuple[str, str, int]:
    answer: Mapping[str, object] = error.response if isinstance(error.response, Mapping) else {}
    told, about = answer.get("Error"), answer.get("ResponseMetadata")
    told = told if isinstance(told, Mapping) else {}
    status = about.get("HTTPStatusCode") if isinstance(about, Mapping) else None
    code = clean_line(str(told.get("Code") or status or "Unknown"), 100)
    return code, clean_error(str(told.get("Message") or "")), status if isinstance(status, int) else 0


def _is_busy(text: str) -> bool:
    return "pending or running job" in text.casefold()


def _bad_credentials(code: str, question: Question) -> ApiError:
    # The service's own text quotes the signed request, the session token included.
    if code in EXPIRED:
        return CredentialsError(
            code,
            f"The credentials of {question.who} have expired.",
            f"Get new ones, for example with `{question.command('sso login')}`, then ask again.",
        )
    if code in MISTIMED:
        return CredentialsError(
            code,
            f"AWS does not accept the signature made with the credentials of {question.who}.",
            "Check this machine's clock and the secret access key.",
        )
    return CredentialsError(
        code,
        f"AWS does not know the credentials of {question.who}.",
        f"Check them with `{question.command('sts get-caller-identity')}`; is the region switched on?",
    )


def _refused_credentials(code: str, text: str, operation: str, question: Question) -> ApiError:
    hint = "Look at role_arn and source_profile in ~/.aws/config, and at the role's trust policy."
    if operation in {"CreateToken", "GetRoleCredentials"}:
        hint = f"Run `{question.command('sso login')}`, then ask again."
    return CredentialsError(
        code, f"{question.who} gets no credentials from {operation}: {text or code}", hint
    )


def _refusal(code: str, text: str, operation: str, question: Question) -> ApiError:
    if code in DENIED:
        is_backend = "Backend" in operation and "Environments" not in operation
        service = "amplifybackend" if is_backend else question.service
        return DeniedError(
            code,
            f"{question.who} may not do {operation}: {text or code}",
            # A batch is allowed by what allows one message.
            f"Ask for a policy that allows {service}:{operation.removesuffix('Batch')}.",
        )
    if code in NOT_FOUND:
        return NotFoundError(
            code,
            f"{operation} finds nothing of that name: {text or code}",
            f"Check {_things(question)} in {clean_line(question.target.region)}.",
        )
    if code.isdigit() or code in {"UnknownOperationException", "Unknown"}:
        return BadAnswerError(
            code,
            f"{question.place} answered {operation} with HTTP {code}, not as {question.name} does.",
            "Look at the endpoint, and whether a proxy or a captive portal stands between here and AWS.",
        )
    return RefusedError(
        code, f"{question.name} refuses {operation}: {text or code}", "Correct what it names and try again."
    )


def _things(question: Question) -> str:
    if question.service == "amplify":
        return "app, branch and job, and that they are"
    return "its name, and that it is"
