"""Agencies, procedures, document types and signing profiles: dated data with a source."""
