"""Posts that moved in this run: into the ledger, and into the jobs that lead after them."""

from feeds.model import Job
from feeds.pipeline.mill import Mill
from feeds.publish.plan import REDIRECT, REDIRECTS


def lead_on(mill: Mill) -> set[Job]:
    """Note which addresses posts left, and return the jobs that old addresses need now.

    Called once all posts stand where they will: one that was taken down and put back in
    its place has not moved.
    """
    addresses = mill.catalogue.addresses
    if left := addresses.left():
        mill.ledger.leave(left)
    stale = addresses.stale()
    addresses.settle()
    jobs = {Job(kind=REDIRECT, folder=path) for path in stale}
    return jobs | {Job(kind=REDIRECTS)} if stale else jobs
