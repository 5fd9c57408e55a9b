"""Asking an operation that answers with what it was asked."""

import pytest

from tests.support.documents import ECHO, FIELDS, FORM, VERSIONS, echoing, takes, write_api
from tests.support.worlds import send, server


@pytest.fixture(params=VERSIONS)
def ask(tmp_path, request):
    """Sends a request to an echoing operation of this description."""

    def send_to(*parameters, path="/echo", template="/echo", stub=ECHO, method="post", **options):
        more = {
            name: options.pop(name)
            for name in ("requestBody", "security", "components")
            if name in options
        }
        document = echoing(*parameters, path=template, method=method, version=request.param, **more)
        app = server(write_api(tmp_path, document, stub))
        return send(app, method.upper(), path, **options)

    return send_to


@pytest.fixture
def form(ask):
    """Sends fields to an operation that takes a form."""
    return lambda data=None, **options: ask(requestBody=takes(FIELDS, FORM), data=data, **options)
