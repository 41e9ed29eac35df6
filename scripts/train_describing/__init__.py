"""Trains what describing learns from drawn papers: an opinion on types, what confidences are worth."""
