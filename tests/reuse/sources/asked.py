"""What the tests ask stores of others for."""

from reuse.sources.values import Wanted

OWNER, CODE, SLUG = "001190000001", "KQ.H99.000002", "giay-khai-sinh"
WANTED = Wanted(OWNER, OWNER, "1.001193", {CODE: SLUG})
