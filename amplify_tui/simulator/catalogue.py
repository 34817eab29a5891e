"""Which function answers which operation."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, TypeAlias

from amplify_tui.simulator import artifacts, backend_world, deployments, operations, queues

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from amplify_tui.simulator.places import Region
    from amplify_tui.simulator.world import World

Answerer: TypeAlias = "Callable[[World, Region, Mapping[str, object], float], Mapping[str, object]]"

OPERATIONS: Final[Mapping[tuple[str, str], Answerer]] = {
    ("amplify", "ListApps"): operations.list_apps,
    ("amplify", "GetApp"): operations.get_app,
    ("amplify", "ListBranches"): operations.list_branches,
    ("amplify", "GetBranch"): operations.get_branch,
    ("amplify", "ListJobs"): operations.list_jobs,
    ("amplify", "GetJob"): operations.get_job,
    ("amplify", "StartJob"): operations.start_job,
    ("amplify", "StopJob"): operations.stop_job,
    ("amplify", "DeleteJob"): operations.delete_job,
    ("amplify", "CreateDeployment"): deployments.create_deployment,
    ("amplify", "StartDeployment"): deployments.start_deployment,
    ("amplify", "ListArtifacts"): artifacts.list_artifacts,
    ("amplify", "GetArtifactUrl"): artifacts.get_artifact_url,
    ("amplify", "ListBackendEnvironments"): backend_world.list_backend_environments,
    ("amplifybackend", "GetBackend"): backend_world.get_backend,
    ("amplifybackend", "ListBackendJobs"): backend_world.list_backend_jobs,
    ("amplifybackend", "GetBackendJob"): backend_world.get_backend_job,
    ("amplifybackend", "UpdateBackendJob"): backend_world.update_backend_job,
    ("sqs", "GetQueueUrl"): queues.get_queue_url,
    ("sqs", "GetQueueAttributes"): queues.get_queue_attributes,
    ("sqs", "ReceiveMessage"): queues.receive_message,
    ("sqs", "DeleteMessage"): queues.delete_message,
    ("sqs", "DeleteMessageBatch"): queues.delete_message_batch,
    ("sqs", "ChangeMessageVisibility"): queues.change_message_visibility,
    ("sqs", "SendMessage"): queues.send_message,
    ("sqs", "PurgeQueue"): queues.purge_queue,
    ("sqs", "TagQueue"): queues.tag_queue,
    ("sqs", "UntagQueue"): queues.untag_queue,
    ("sqs", "ListQueueTags"): queues.list_queue_tags,
}
"""By service and operation."""
