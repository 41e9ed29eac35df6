"""Rule: a certificate has the form that the standard gives it, so that all programs read one thing in it.

Must not check who signed it. Source: RFC 5280 sections 4.1.1.2, 4.1.2.1, 4.1.2.2, 4.1.2.9 and 4.2.
"""

from asn1crypto import x509


def is_well_formed(certificate: x509.Certificate) -> bool:
    """Whether algorithm, number, version and extensions of a certificate fit one another.

    The algorithm is named twice, once where the signature covers it; numbers are positive; no extension
    stands twice, and none where the version has none.
    """
    body = certificate["tbs_certificate"]
    kinds = [one["extn_id"].dotted for one in body["extensions"] or ()]
    return bool(
        body["signature"].dump() == certificate["signature_algorithm"].dump()
        and body["serial_number"].native > 0
        and len(set(kinds)) == len(kinds)
        and (not kinds or body["version"].native == "v3")
    )
