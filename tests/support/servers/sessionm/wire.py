"""What flawed servers do to an answer on its way out."""

from dataclasses import replace

from tests.support.servers.kernel import Answer
from tests.support.servers.sessionm.access import Entry
from tests.support.servers.sessionm.platform import Platform


def damaged(p: Platform, entry: Entry, answer: Answer) -> Answer:
    """Returns the answer as the flaws that are switched on let it out."""
    is_error = answer.body is not None and answer.body.get("status") == "error"
    content = answer.wire()
    if is_error and answer.status == 401 and p.bad("refusal_sent_as_html"):
        answer = replace(answer, content_type="text/html; charset=utf-8")
    if entry == Entry("information", by_permalink=True) and p.bad("information_sent_as_text"):
        answer = replace(answer, content_type="text/plain; charset=utf-8")
    if is_error and entry.view == "opt_in" and p.bad("status_twice_in_refused_opt_in"):
        return replace(answer, body=b'{"status": "error", ' + content[1:])
    many = not is_error and entry.view == "active_list" and len(answer.body["campaigns"]) > 2
    if many and p.bad("comma_after_last_of_many"):
        return replace(answer, body=content.replace(b"}]}", b"},]}"))
    if entry.view == "customer_list" and p.bad("lists_sent_in_latin_1"):
        return replace(answer, body=content.decode().encode("latin-1", "replace"))
    if entry.view == "create" and p.bad("mark_before_created_campaign") and not is_error:
        return replace(answer, body=b"\xef\xbb\xbf" + content)
    if len(content) > 6000 and p.bad("long_answers_cut_off"):
        return replace(answer, body=content[:6000])
    return answer
