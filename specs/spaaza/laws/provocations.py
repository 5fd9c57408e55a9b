"""For each documented code, the call that deserves it: right in everything but one thing."""

from typing import Final

from contracts.lawkit import Draw, Exchange, Provocation, Session, provokes

from .calls import APP_HEADER, COMMON, OPERATION, interact

OPEN: Final = "campaign.random_draw"
AS_USER: Final = ("user", "user.own")
AS_ADMIN: Final = ("admin", "user.own")
ROLES: Final = (*COMMON, OPEN)
NO_ID: Final = 1_999_999_999
"""A number that nothing has."""
NO_TOKEN: Final = "00000000-0000-4000-8000-00000000dead:nobodys-secret"  # noqa: S105 - nobody's


@provokes(265, operation=OPERATION, roles=ROLES, holds=("R201",))
def authorization_invalid(session: Session, draw: Draw) -> Exchange:
    """The header has another scheme."""
    return interact(session, OPEN, headers={"Authorization": "Basic eDp5"})


@provokes(266, operation=OPERATION, roles=ROLES, holds=("R202",))
def access_token_invalid(session: Session, draw: Draw) -> Exchange:
    """Nobody has the token."""
    return interact(session, OPEN, headers={"Authorization": f"Bearer {NO_TOKEN}"})


@provokes(
    228, operation=OPERATION, basis="inferred", roles=(*ROLES, "caller.odd_method"), holds=("R195",)
)
def auth_method_invalid(session: Session, draw: Draw) -> Exchange:
    """The session was made by a method that the API does not know."""
    return interact(session, OPEN, ("odd_method", "user.own"))


@provokes(6, operation=OPERATION, roles=ROLES, holds=("R191", "R175"))
def no_valid_session(session: Session, draw: Draw) -> Exchange:
    """No credentials at all."""
    return interact(session, OPEN, ("nobody", "user.own"))


@provokes(269, operation=OPERATION, roles=(*ROLES, "caller.user"), holds=("R204",))
def no_myprice_app(session: Session, draw: Draw) -> Exchange:
    """A user session without the app header."""
    return interact(session, OPEN, AS_USER, app=None)


@provokes(238, operation=OPERATION, roles=(*ROLES, "caller.user"), holds=("R196",))
def myprice_app_not_found(session: Session, draw: Draw) -> Exchange:
    """No app has the hostname."""
    host = f"{session.fresh('app')}.example.test"
    return interact(session, OPEN, AS_USER, headers={APP_HEADER: host})


@provokes(
    264, operation=OPERATION, roles=(*ROLES, "caller.user", "app.without_entity"), holds=("R200",)
)
def myprice_app_without_entity(session: Session, draw: Draw) -> Exchange:
    """The app belongs to no chain."""
    return interact(session, OPEN, AS_USER, app="app.without_entity")


@provokes(245, operation=OPERATION, roles=ROLES, holds=("R197", "R187"))
def campaign_id_not_present(session: Session, draw: Draw) -> Exchange:
    """The parameter is left out."""
    return interact(session, OPEN, campaign_id=None)


@provokes(247, operation=OPERATION, roles=ROLES, holds=("R199", "R187"))
def campaign_id_invalid(session: Session, draw: Draw) -> Exchange:
    """Letters."""
    return interact(session, OPEN, campaign_id="kxq")


@provokes(416, operation=OPERATION, roles=(*ROLES, "user.own_member_number"), holds=("R207",))
def multiple_parameter_mismatch(session: Session, draw: Draw) -> Exchange:
    """Two identifiers, of two users."""
    number = session.role("user.own_member_number")
    return interact(session, OPEN, ("default", "user.other"), member_number=number)


@provokes(154, operation=OPERATION, roles=ROLES, holds=("R193",))
def user_id_invalid(session: Session, draw: Draw) -> Exchange:
    """Eleven digits."""
    return interact(session, OPEN, user_id="12345678901")


@provokes(
    419, operation=OPERATION, basis="inferred", roles=(*ROLES, "caller.admin"), holds=("R208",)
)
def parameter_invalid(session: Session, draw: Draw) -> Exchange:
    """A chain_id of letters."""
    return interact(session, OPEN, AS_ADMIN, chain_id="kxq")


@provokes(267, operation=OPERATION, basis="inferred", roles=ROLES, holds=("R203",))
def no_valid_user(session: Session, draw: Draw) -> Exchange:
    """A token, and nobody named."""
    return interact(session, OPEN, user_id=None)


@provokes(217, operation=OPERATION, roles=(*ROLES, "caller.admin"), holds=("R194",))
def chain_id_not_found(session: Session, draw: Draw) -> Exchange:
    """No chain has the id."""
    return interact(session, OPEN, AS_ADMIN, chain_id=NO_ID)


@provokes(68, operation=OPERATION, roles=(*ROLES, "caller.blind_admin"), holds=("R192",))
def permission_denied_or_non_existent(session: Session, draw: Draw) -> Exchange:
    """An admin who may read no chain."""
    return interact(session, OPEN, ("blind_admin", "user.own"))


@provokes(270, operation=OPERATION, roles=ROLES, holds=("R205",))
def user_not_found(session: Session, draw: Draw) -> Exchange:
    """Nobody has the member number."""
    number = session.fresh("nobody")
    return interact(session, OPEN, user_id=None, member_number=number)


@provokes(246, operation=OPERATION, roles=ROLES, holds=("R198",))
def campaign_id_not_found(session: Session, draw: Draw) -> Exchange:
    """No campaign has the id."""
    return interact(session, OPEN, campaign_id=NO_ID)


@provokes(405, operation=OPERATION, roles=(*ROLES, "campaign.elsewhere"), holds=("R206",))
def entity_mismatch(session: Session, draw: Draw) -> Exchange:
    """The campaign is of another chain than the user."""
    return interact(session, "campaign.elsewhere")


@provokes(
    424, operation=OPERATION, basis="inferred", roles=(*ROLES, "caller.user"), holds=("R209",)
)
def access_denied(session: Session, draw: Draw) -> Exchange:
    """A user session that names another user."""
    return interact(session, OPEN, AS_USER, user_id=session.role("user.other"))


@provokes(
    424,
    operation=OPERATION,
    basis="inferred",
    roles=(*ROLES, "caller.other_chain_token"),
    holds=("R209",),
)
def access_denied_to_a_token(session: Session, draw: Draw) -> Exchange:
    """A token whose scope is another chain."""
    return interact(session, OPEN, ("other_chain_token", "user.own"))


@provokes(449, operation=OPERATION, roles=(*ROLES, "campaign.inactive"), holds=("R210",))
def campaign_not_active(session: Session, draw: Draw) -> Exchange:
    """The campaign is switched off."""
    return interact(session, "campaign.inactive")


@provokes(
    450,
    operation=OPERATION,
    basis="inferred",
    roles=(*ROLES, "campaign.exhausted"),
    holds=("R211",),
)
def campaign_fully_redeemed(session: Session, draw: Draw) -> Exchange:
    """No reward is left, and the user never had one."""
    return interact(session, "campaign.exhausted")


@provokes(450, operation=OPERATION, roles=(*ROLES, "user.redeemed"), holds=("R182",))
def campaign_fully_redeemed_warning(session: Session, draw: Draw) -> Exchange:
    """The user has redeemed the reward: no error but a warning."""
    return interact(session, OPEN, ("default", "user.redeemed"))


@provokes(451, operation=OPERATION, roles=(*ROLES, "campaign.costly"), holds=("R212",))
def insufficient_points_for_interaction(session: Session, draw: Draw) -> Exchange:
    """It costs more points than any user has."""
    return interact(session, "campaign.costly")


PROVOCATIONS: Final[tuple[Provocation, ...]] = (
    authorization_invalid,
    access_token_invalid,
    auth_method_invalid,
    no_valid_session,
    no_myprice_app,
    myprice_app_not_found,
    myprice_app_without_entity,
    campaign_id_not_present,
    campaign_id_invalid,
    multiple_parameter_mismatch,
    user_id_invalid,
    parameter_invalid,
    no_valid_user,
    chain_id_not_found,
    permission_denied_or_non_existent,
    user_not_found,
    campaign_id_not_found,
    entity_mismatch,
    access_denied,
    access_denied_to_a_token,
    campaign_not_active,
    campaign_fully_redeemed,
    campaign_fully_redeemed_warning,
    insufficient_points_for_interaction,
)
