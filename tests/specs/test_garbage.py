"""No look for garbage while a description is read; afterwards all is as it was before."""

import gc

import pytest

from specs.bundle import Bundle
from specs.errors import SpecError
from specs.garbage import collector_paused


@pytest.fixture
def enabled():
    gc.enable()
    yield
    gc.enable()


def test_the_collector_rests_meanwhile(enabled):
    with collector_paused():
        assert not gc.isenabled()
        with collector_paused():
            pass
        assert not gc.isenabled()

    assert gc.isenabled()


def test_who_does_without_it_goes_on_so(enabled):
    gc.disable()
    with collector_paused():
        pass

    assert not gc.isenabled()


def test_it_works_again_where_a_description_cannot_be_read(enabled, tmp_path):
    with pytest.raises(SpecError):
        Bundle.load(tmp_path)

    assert gc.isenabled()
