"""Short stories of requests, each of which shows a flaw."""

from collections.abc import Mapping
from typing import Final

from tests.support.servers.sessionm import (
    stories_of_access,
    stories_of_creation,
    stories_of_standing,
    stories_of_views,
)
from tests.support.servers.sessionm.story_steps import Step

STORIES: Final[Mapping[str, tuple[Step, ...]]] = {
    **stories_of_creation.STORIES,
    **stories_of_standing.STORIES,
    **stories_of_access.STORIES,
    **stories_of_views.STORIES,
}
"""Id of a flaw -> requests whose answers differ from the right ones."""
