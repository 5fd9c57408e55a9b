"""The server under test: where it is, who calls it, what it holds, and what it may suffer."""

from contracts.target.in_process import in_process_target
from contracts.target.read_file import find_config, read_target, target_names
from contracts.target.secrets import Secrets
from contracts.target.target import ApiTarget, Rate, Target, Tls

__all__ = [
    "ApiTarget",
    "Rate",
    "Secrets",
    "Target",
    "Tls",
    "find_config",
    "in_process_target",
    "read_target",
    "target_names",
]
