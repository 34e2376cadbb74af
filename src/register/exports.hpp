#pragma once

#include <string>
#include <vector>

#include "register/discipline.hpp"
#include "register/sheet.hpp"

// What leaves the register as a table or a calendar.
namespace dostyq::registry {

/// One line a body.
Sheet bodies_sheet(const Discipline& discipline, const Snapshot& snapshot, Language language);
/// One line an order; `body` "": all orders.
Sheet orders_sheet(const Discipline& discipline, const std::string& body, const Snapshot& snapshot,
                   Language language);
/// A register as its CSV has it, with the columns of the programme. Protected tables must not be
/// asked for by those who may not read them.
Sheet table_sheet(const Snapshot& snapshot, const std::string& table);

/// The days of the orders as an iCalendar file (RFC 5545): the due day, extended days, milestones
/// of the adopted plan. Days that are interpreted say so. The same register gives the same bytes.
std::string deadlines_ics(const Discipline& discipline, const Snapshot& snapshot,
                          Language language);

}  // namespace dostyq::registry
