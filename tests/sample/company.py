"""The sample company: all its ledgers as rows, in order or with what is planted."""

from __future__ import annotations

import random

from tests.sample import tables
from tests.sample.accounts import Accounts
from tests.sample.contractors import LISTED, Contractors
from tests.sample.org import SEED
from tests.sample.people import People
from tests.sample.places import Places
from tests.sample.planted import Planted
from tests.sample.plants import Plants
from tests.sample.systems import Systems
from tests.sample.terminals import Terminals


class Company:
    """Everything that the ledgers tell. A company in order (`spoilt=False`) must raise nothing."""

    def __init__(self, *, spoilt: bool = True) -> None:
        self.planted = Planted()
        self.people = People(random.Random(SEED + 1), LISTED)
        self.systems = Systems(random.Random(SEED + 2))
        self.contractors = Contractors(random.Random(SEED + 3), self.people)
        self.places = Places(random.Random(SEED + 4), self.people)
        self.accounts = Accounts(random.Random(SEED + 5), self.people)
        self.terminals = Terminals(self.people, self.planted if spoilt else None)
        self.role_standards = tables.role_standards()
        self.deployment_standards = tables.deployment_standards()
        self.disasters = tables.disasters(self.accounts)
        self.exceptions = tables.exceptions(self.people, self.accounts)
        self.capital_ties = tables.capital_ties()
        self.counted = tables.stocktaking(self.terminals)
        self.met = tables.connections(self.terminals)
        self.users = tables.users_met() if spoilt else []
        if not spoilt:
            self.registrants = tables.registrants(self.accounts)
            return
        self.systems.spoil(self.planted)
        self.contractors.spoil(self.planted)
        self.places.spoil(self.planted)
        plants = Plants(self.people, self.accounts, self.planted)
        plants.all()
        plants.exceptions(self.exceptions)
        self.registrants = plants.registrants()
        tables.spoil_stocktaking(self.counted, self.met, self.planted)
        self.planted.mark("R05", "stocktaking", [row["account"] for row in self.users], "KY-1")
