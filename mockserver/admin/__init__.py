"""The admin API under `/_mock`: this server's own contract and what answers it."""

from mockserver.admin.access import Access
from mockserver.admin.administered import Administered
from mockserver.admin.api import ADMIN, admin_stub

__all__ = ["ADMIN", "Access", "Administered", "admin_stub"]
