"""The 22 numbered refusals of the API, and what stands for a crash."""

from dataclasses import dataclass
from typing import Final

from tests.support.servers.kernel import Answer


@dataclass(frozen=True, slots=True)
class Code:
    """One row of the vendor's table."""

    number: int
    name: str
    status: int
    sentence: str
    """Dutch, for the API may translate its sentences."""


CODES: Final = {
    row[0]: Code(*row)
    for row in (
        (6, "no_valid_session", 401, "Log eerst opnieuw in."),
        (68, "permission_denied_or_non_existent", 500, "Dit mag u niet zien."),
        (154, "user_id_invalid", 400, "Een klantnummer telt hooguit tien cijfers."),
        (217, "chain_id_not_found", 400, "Deze winkelketen kennen we niet."),
        (228, "auth_method_invalid", 500, "Zo kan niemand inloggen."),
        (238, "myprice_app_not_found", 500, "Deze app kennen we niet."),
        (245, "campaign_id_not_present", 400, "Welke campagne bedoelt u?"),
        (246, "campaign_id_not_found", 404, "Deze campagne kennen we niet."),
        (247, "campaign_id_invalid", 400, "Dit is geen campagnenummer."),
        (264, "myprice_app_without_entity", 400, "Deze app hoort nergens bij."),
        (265, "authorization_invalid", 400, "Dit bewijs van toegang is onleesbaar."),
        (266, "access_token_invalid", 401, "Dit bewijs van toegang geldt hier niet."),
        (267, "no_valid_user", 401, "Om welke klant gaat het?"),
        (269, "no_myprice_app", 400, "Vanuit welke app komt u?"),
        (270, "user_not_found", 404, "Zo heet hier niemand: geen klant geïdentificeerd."),
        (405, "entity_mismatch", 400, "Dit alles is niet van één keten."),
        (416, "multiple_parameter_mismatch", 400, "Eén van die gegevens volstaat."),
        (419, "parameter_invalid", 400, "Zo schrijft men dit niet."),
        (424, "access_denied", 400, "Zo ver reiken uw rechten niet."),
        (449, "campaign_not_active", 400, "Deze campagne loopt nu niet."),
        (450, "campaign_fully_redeemed", 400, "Alles is al vergeven."),
        (451, "insufficient_points_for_interaction", 400, "U komt punten tekort."),
    )
}
"""By number."""
OF_ACCESS: Final = frozenset({6, 228, 265, 266})
"""What the layer in front refuses; it writes its errors in a list."""


class Refusal(Exception):
    """The call is refused with one of the codes."""

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.number = number


class Accident(Exception):
    """Only a flawed server has one: the call ends in an answer that nobody planned."""

    def __init__(self, answer: Answer) -> None:
        super().__init__(answer.status)
        self.answer = answer
