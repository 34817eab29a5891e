"""The last words of tools that failed, one text a cause.

A record begins with the first letter of its level; a line that begins with
``|`` goes on with the record above.
"""

from __future__ import annotations

from typing import Final

INFO: Final = "INFO"
WARNING: Final = "WARNING"
ERROR: Final = "ERROR"
_LEVELS: Final = {"I": INFO, "W": WARNING, "E": ERROR}


def read_records(text: str) -> tuple[tuple[str, str], ...]:
    """Return the levels and texts that a failure's words consist of.

    Args:
        text: One of this module's texts.
    """
    records: list[tuple[str, str]] = []
    for line in text.strip("\n").split("\n"):
        head, rest = line[:1], line[2:]
        if head == "|":
            level, begun = records.pop()
            records.append((level, f"{begun}\n{rest}"))
        else:
            records.append((_LEVELS[head], rest))
    return tuple(records)


TYPESCRIPT: Final = """
I    Linting and checking validity of types ...
W Failed to compile.
|
| ./src/app/checkout/summary.tsx:48:27
| Type error: Property 'totalGross' does not exist on type 'Cart'. Did you mean 'totalNet'?
|
|   \x1b[90m46 |\x1b[39m   \x1b[36mconst\x1b[39m cart = useCart();
|   \x1b[90m47 |\x1b[39m
| \x1b[31m\x1b[1m>\x1b[22m\x1b[39m \x1b[90m48 |\x1b[39m   return money(cart.totalGross);
|      \x1b[90m|\x1b[39m                     \x1b[31m\x1b[1m^\x1b[22m\x1b[39m
|   \x1b[90m49 |\x1b[39m }
W Next.js build worker exited with code: 1 and signal: null
"""
MODULE: Final = """
W [vite]: Rollup failed to resolve import "date-fns/locale" from "src/format/date.ts".
| This is most likely unintended because it can break your application at runtime.
W error during build:
| Error: Module not found: Can't resolve 'date-fns/locale' in '/src/format'
"""
ESLINT: Final = """
W Failed to compile.
|
| ./src/components/Address.tsx
| 31:8  Error: React Hook "useEffect" is called conditionally.  react-hooks/rules-of-hooks
I info  - Need to disable some ESLint rules? Learn more in the ESLint documentation.
"""
PRERENDER: Final = """
W Error occurred prerendering page "/vouchers".
W Error: Environment variable STRIPE_PUBLIC_KEY is not set
|     at c (/codebuild/output/src/.next/server/chunks/214.js:1:8812)
|     at async Promise.all (index 2)
I > Export encountered an error on /vouchers/page: /vouchers, exiting the build.
"""
LOCKFILE: Final = """
W npm error code EUSAGE
| npm error
| npm error `npm ci` can only install packages when your package.json and package-lock.json are in sync.
| npm error Please update your lock file with `npm install` before continuing.
| npm error
| npm error Missing: @types/node@22.18.6 from lock file
| npm error Missing: undici-types@6.21.0 from lock file
"""
NO_SUCH_VERSION: Final = """
W npm error code ETARGET
| npm error notarget No matching version found for @acme/design-tokens@^4.9.0.
| npm error notarget In most cases you or one of your dependencies are requesting
| npm error notarget a package version that doesn't exist.
"""
COMMAND: Final = """
W /codebuild/output/tmp/script.sh: line 16: pnpm: command not found
"""
NODE: Final = """
W You are using Node.js 18.20.8. For Next.js, Node.js version "^20.9.0 || >=22" is required.
"""
MEMORY: Final = """
W <--- Last few GCs --->
| [812:0x6a3c5a0] 148211 ms: Mark-Compact 4031.1 (4143.0) -> 4018.6 (4146.7) MB
W FATAL ERROR: Reached heap limit Allocation failed - JavaScript heap out of memory
W Killed
"""
CLONE: Final = """
I Cloning into 'repository'...
| remote: Write access to repository not granted.
E !!! Unable to clone repository: the requested URL returned error: 403
E !!! CustomerError: Unable to clone the repository, exit code 128
"""
ROLLBACK: Final = """
I Updating resources in the cloud. This may take a few minutes...
I UPDATE_FAILED  apiacmeportal  AWS::CloudFormation::Stack
| Resource handler returned message: "User is not authorized to perform: dynamodb:UpdateTable"
| UPDATE_ROLLBACK_IN_PROGRESS  amplify-customerportal-prod  AWS::CloudFormation::Stack
W \U0001f6d1 The following resources failed to deploy:
| Resource Name: OrderTable (AWS::DynamoDB::Table)
"""
CIRCULAR: Final = """
W [ERROR] [CloudformationStackCircularDependencyError] The CloudFormation deployment failed
W   ∟ Caused by: [ValidationError] Circular dependency between resources: [auth1793, data7552]
"""
ARTIFACTS: Final = """
E !!! CustomerError: Artifact directory doesn't exist: dist
"""
SERVER_FILES: Final = """
E !!! CustomerError: Can't find required-server-files.json in build output directory
"""
TESTS: Final = """
I   1) checkout
|        refuses an expired voucher:
|      AssertionError: Timed out retrying after 4000ms: expected to find element:
|      `[data-test=voucher-error]`, but never found it.
I   14 passing (21s)
|   1 failing
"""
SIZE: Final = """
E {"message":"The build output is larger than the maximum of 230686720 bytes.","code":"BuildOutputTooLarge"}
"""
ARCHIVE: Final = """
E {"message":"The uploaded archive cannot be read: no central directory.","code":"InvalidArchive"}
"""
