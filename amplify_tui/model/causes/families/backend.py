"""Backends: CloudFormation, CDK, Amplify Gen 1 and Gen 2, GraphQL, AWS itself."""

from __future__ import annotations

from typing import Final

from amplify_tui.model.causes.rule import Rule, Weight

CASCADE: Final = (
    r"^(?!.{0,400}(?:Resource (?:creation|update|deletion) cancelled|"
    r"[Tt]he following resource\(s\) failed to|Embedded stack|Nested stack|was not successfully))"
)

RULES: Final = (
    Rule(
        "cloudformation.failed",
        "cloudformation",
        ("create_failed", "update_failed"),
        CASCADE
        + r"(?=.{0,400}(?:AWS::|Custom::))(?!.{0,500}(?:Universal Time\)|\d\d:\d\d:\d\d(?: [AP]M)?|(?:AWS|Custom)::\S{1,80})\s*$)"
        r".{0,240}\b(?:CREATE|UPDATE)_FAILED\b",
        Weight.EXACT + 2,
    ),
    Rule(
        "cloudformation.denied",
        "iam-permission",
        ("is not authorized to perform", "not authorized to perform"),
        r"(?:is|are) not authorized to perform:? `?(?P<what>[\w:*-]{3,80})",
        Weight.STRONG + 2,
        hint="Allow {what} to the role that it names.",
    ),
    Rule(
        "cloudformation.circular",
        "circular",
        ("circular dependency",),
        r"[Cc]ircular dependency (?:between|found)",
        Weight.STRONG + 2,
    ),
    Rule(
        "cloudformation.stack-state",
        "rollback",
        ("rollback", "can not be updated", "_in_progress state", "failed state"),
        r"is in \w{4,60} state and can ?not be updated|UPDATE_ROLLBACK_FAILED.{0,40}state",
        Weight.STRONG + 1,
    ),
    Rule(
        "cloudformation.rolled-back",
        "rollback",
        ("rollback_in_p",),
        CASCADE
        + r"(?=.{0,400}AWS::CloudFormation::Stack)(?!.{0,500}(?:Universal Time\)|\d\d:\d\d:\d\d(?: [AP]M)?|AWS::\S{1,80}|User Initiated)\s*$)"
        r".{0,240}\b(?:UPDATE_)?ROLLBACK_IN_P(?:ROGRESS)?\b.{0,400}(?:\) \S+ \S+ \S|\| \S+ [\w.-]+ \S+ \S)",
        Weight.STRONG - 1,
    ),
    Rule(
        "cloudformation.nested-reason",
        "cloudformation",
        ("was not successfully",),
        r"\b(?:CREATE|UPDATE)_FAILED\b.{0,400}was not successfully \w{4,8}[:.] "
        r"(?:Currently in \w{4,60} with reason: )?(?!Currently|[Tt]he following resource)\S",
        Weight.STRONG - 3,
    ),
    Rule(
        "cloudformation.not-complete",
        "rollback",
        ("not in the state",),
        r"not in the state stack(?:Update|Create|Delete)Complete",
        Weight.MARKED + 1,
    ),
    Rule(
        "cloudformation.handler",
        "cloudformation",
        ("resource handler returned message",),
        r"Resource handler returned message: ",
        Weight.STRONG,
    ),
    Rule(
        "cloudformation.reason",
        "cloudformation",
        ("reason:",),
        CASCADE + r"Reason: \S",
        Weight.ANCHORED + 2,
    ),
    Rule(
        "cloudformation.outer-reason",
        "cloudformation",
        ("reason:",),
        r"^Reason: (?!.{0,60}cancelled)\S",
        Weight.ANCHORED,
    ),
    Rule(
        "cloudformation.cascade",
        "cloudformation",
        ("create_failed", "update_failed", "delete_failed"),
        r"\b(?:CREATE|UPDATE|DELETE)_FAILED\b(?!.{0,400}cancelled)",
        Weight.MARKED + 2,
    ),
    Rule(
        "cloudformation.validation",
        "cloudformation",
        ("validationerror", "template format error", "template error", "no updates", "template validation"),
        r"Template (?:format|validation)? ?error: \S|ValidationError\]?:? .{0,40}(?:Template|Stack)",
        Weight.STRONG,
    ),
    Rule(
        "cdk.stack",
        "cloudformation",
        ("failed creation", "failed to deploy", "failed:"),
        r"The stack named \S{1,160} failed (?:creation|to deploy)",
        Weight.STRONG,
    ),
    Rule(
        "cdk.bootstrap",
        "bootstrap",
        ("bootstrap",),
        r"has not been bootstrapped|environment (?:been )?bootstrapped|BootstrapNotDetectedError|"
        r"bootstrap stack version",
        Weight.STRONG + 3,
        hint="Bootstrap the account and region once: `npx aws-cdk bootstrap aws://ACCOUNT/REGION`.",
    ),
    Rule(
        "gen2.caused-by",
        "backend",
        ("deployment has failed", "cdk assembly error", "failed to synthesize", "backend definition"),
        r"^(?:\[\w{0,20}\] )?\[\w{3,60}(?:Error|Exception)\] (?:The CloudFormation deployment has failed|"
        r".{0,60}CDK Assembly Error|.{0,40}failed to synthesize|Unable to build the Amplify backend definition)",
        Weight.STRONG + 4,
        says=r"^\W{0,6}Caused by: (?!.{0,40}Assembly builder failed)",
        reach=12,
        alone=Weight.STRONG,
    ),
    Rule(
        "gen2.error",
        "backend",
        ("error]", "fault]", "exist]", "notfound]", "exception]"),
        r"^(?:\[ERROR\] )?\[(?!Error\])[A-Z]\w{2,80}(?:Error|Fault|DoesNotExist|NotFound|Exception)\] (?!.{0,20}(?:TypeScript|type) (?:validation|check))\S",
        Weight.STRONG + 3,
    ),
    Rule(
        "gen2.type-check",
        "typescript",
        ("typescript validation check failed", "type errors", "validation check failed"),
        r"TypeScript validation check failed",
        Weight.ANCHORED,
    ),
    Rule(
        "gen1.failed",
        "backend",
        ("🛑", "an error occurred when pushing", "error initializing your environment"),
        r"^🛑 (?!The following resources failed|\{\"state\")\S",
        Weight.EXCEPTION + 6,
    ),
    Rule(
        "gen1.no-team-provider",
        "backend",
        ("team-provider-info", "env not found", "environment not found", "no amplify backend"),
        r"(?i)team-provider-info\.json.{0,80}(?:not|missing|invalid)|amplify (?:backend )?env(?:ironment)? .{0,60}(?:not found|doesn't exist|does not exist)",
        Weight.ANCHORED,
    ),
    Rule(
        "graphql.schema-below",
        "graphql",
        ("schema validation failed",),
        r"\bSchema validation failed\.?$",
        Weight.ANCHORED + 2,
        says=r"^(?!at )\S.{8}",
        reach=1,
    ),
    Rule(
        "graphql.schema",
        "graphql",
        (
            "directive",
            "schema validation",
            "attempting to",
            "more than one gsi",
            "graphql",
            "gsi",
            "global secondary",
        ),
        r"\b(?:Invalid|Unknown)DirectiveError: |^GraphQL (?:error|schema).{0,40}: |Schema validation failed|"
        r"Attempting to (?:add|mutate|edit|delete|remove|update|change).{0,80}(?:GSI|global secondary|primary key|key schema|at the same time)|"
        r"Cannot perform more than one GSI|Unknown directive [\"'@]",
        Weight.ANCHORED + 1,
    ),
    Rule(
        "graphql.codegen",
        "graphql",
        ("[failed]", "unable to find any graphql", "failed to load schema"),
        r"^(?:\S )?\[FAILED\] \S|Unable to find any GraphQL type definitions|Failed to load schema from",
        Weight.EXCEPTION,
    ),
    Rule(
        "aws.credentials",
        "credentials",
        (
            "security token",
            "unable to locate credentials",
            "expiredtoken",
            "could not load credentials",
            "missing credentials",
            "credentials",
        ),
        r"security token included in the request is (?:invalid|expired)|Unable to locate credentials|ExpiredToken|"
        r"Could not load credentials|Missing credentials in config|InvalidClientTokenId|"
        r"[Cc]ould not (?:load|resolve) credentials",
        Weight.STRONG,
    ),
    Rule(
        "aws.call",
        "aws",
        ("an error occurred (",),
        r"An error occurred \(\w{3,60}\) when calling the \w{3,60} operation",
        Weight.STRONG,
    ),
    Rule(
        "aws.denied",
        "iam-permission",
        ("accessdenied", "access denied"),
        r"\bAccessDenied(?:Exception|Error)?\b|^(?:.{0,60}: )?Access [Dd]enied\b",
        Weight.ANCHORED - 2,
    ),
)
