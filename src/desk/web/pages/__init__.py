"""The pages that officers see, one module a subject; they work without JavaScript."""
