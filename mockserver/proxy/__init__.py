"""The proxy: another server answers, the description judges what is asked and what is answered."""

from mockserver.proxy.proxy import Proxy
from mockserver.proxy.recording import Recording, recording_to
from mockserver.proxy.sender import Sender, read_target
from mockserver.proxy.summary import summary_lines, summary_record
from mockserver.proxy.tally import Tally

__all__ = [
    "Proxy",
    "Recording",
    "Sender",
    "Tally",
    "read_target",
    "recording_to",
    "summary_lines",
    "summary_record",
]
