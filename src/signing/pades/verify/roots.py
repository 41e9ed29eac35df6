"""Makes a trust anchor of a certificate, with the limits that the certificate sets itself.

A path is built from an anchor's name and key alone (RFC 5280 section 6.1.1); what else its certificate says
would be lost. Must not choose anchors; the policy does. Source: RFC 5937 section 3.2.
"""

import datetime as dt
from typing import Any

from asn1crypto import x509
from pyhanko_certvalidator.authority import CertTrustAnchor, TrustQualifiers
from pyhanko_certvalidator.name_trees import (
    default_excluded_subtrees,
    default_permitted_subtrees,
    process_general_subtrees,
)
from pyhanko_certvalidator.policy_decl import PKIXValidationParams

from signing.pades.anchors import Purpose
from signing.pades.verify.material import loaded
from signing.pades.verify.purposes import issues_for


def anchor_of(encoded: bytes, purpose: Purpose, tolerance: dt.timedelta) -> CertTrustAnchor | None:
    """Return the anchor, None where its certificate lets it issue nothing for the purpose.

    Args:
        encoded: its certificate, DER.
        purpose: of what chains to it.
        tolerance: how far the clocks of authorities may differ.
    """
    certificate = loaded(x509.Certificate, encoded)
    if not issues_for(certificate, purpose):
        return None
    depth = certificate.max_path_length
    limits = TrustQualifiers(
        max_path_length=depth,
        max_aa_path_length=depth,  # the library stumbles over the one without the other
        standard_parameters=_conditions(certificate),
        valid_from=certificate.not_valid_before - tolerance,
        valid_until=certificate.not_valid_after + tolerance,
    )
    return CertTrustAnchor(certificate, limits)


def _conditions(certificate: x509.Certificate) -> PKIXValidationParams:
    """Return what every path below must keep to.

    The policies that an anchor lists bind nobody (real roots list what they like) unless it demands one.
    """
    names, demands = certificate.name_constraints_value, certificate.policy_constraints_value
    explicit = demands is not None and demands["require_explicit_policy"].native is not None
    allowed, barred = default_permitted_subtrees(), default_excluded_subtrees()
    if names is not None:
        allowed |= _trees(names["permitted_subtrees"])
        barred |= _trees(names["excluded_subtrees"])
    return PKIXValidationParams(
        initial_explicit_policy=explicit,
        initial_any_policy_inhibit=certificate.inhibit_any_policy_value is not None,
        initial_permitted_subtrees=allowed,
        initial_excluded_subtrees=barred,
    )


def _trees(subtrees: Any) -> dict[Any, Any]:  # noqa: ANN401 - asn1crypto is untyped
    return process_general_subtrees(subtrees) if isinstance(subtrees, x509.GeneralSubtrees) else {}
