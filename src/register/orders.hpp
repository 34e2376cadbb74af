#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "directive/evaluate.hpp"
#include "register/snapshot.hpp"

// Where the orders stand on a day. A status is computed from records and never typed in: what a
// body says of itself is a record of its own kind, shown beside the verdict.
namespace dostyq::registry {

struct Extension {
  std::string id, body, note;
  Date asked_on, until;
  std::string decision;  ///< granted, refused; "": not decided
  std::optional<Date> decided_on;
};

struct DueDate {
  std::optional<Date> original;       ///< of the order and its chosen interpretation
  std::optional<Date> now;            ///< with what has been granted
  std::vector<Extension> extensions;  ///< asked for by `as_of`, in order
};
DueDate due_date(const Snapshot& snapshot, const directive::Directive& order, Date as_of);

/// What a body says of an order.
struct Report {
  std::string id, body, says, note;  ///< says: done, under_way, not_started, impossible
  Date on;
};

/// A responsible body that has said nothing since.
struct Silence {
  std::string body;
  Date since;  ///< of its last word, else of the order
  int32_t days = 0;
};

/// How old what a verdict rests on is. A fact is as old as its newest document, else as its source.
struct Freshness {
  std::optional<Date> newest, oldest;
  size_t facts = 0, undated = 0;
};

/// What the adopted plan promises from today on. Overdue openings count from the day after
/// `as_of`: nothing can open in the past.
struct Forecast {
  bool holds = false;                ///< the plan, later by what is overdue, still meets the order
  int32_t slack_days = 0;            ///< and would with everything so many days later still
  std::optional<Date> breach;        ///< first day on which it no longer could; nothing: never
  std::vector<std::string> overdue;  ///< ids of intended sites whose day has gone by
};

struct OrderStatus {
  const directive::Directive* order = nullptr;
  directive::Verdict verdict;
  DueDate due;
  std::vector<std::string> bodies;  ///< responsible on the day
  std::vector<Report> reports;      ///< newest first
  bool disagrees = false;           ///< reported done; the register says otherwise
  std::vector<Silence> silent;
  Freshness freshness;
};

/// id → day of the document (YYYY-MM-DD), for Freshness.
using DocumentDays = std::map<std::string, std::string>;

Result<OrderStatus> order_status(const Snapshot& snapshot, const directive::Directive& order,
                                 Date as_of, const DocumentDays& documents = {});
Result<std::vector<OrderStatus>> order_statuses(const Snapshot& snapshot, Date as_of,
                                                const DocumentDays& documents = {});

/// Nothing without an adopted plan, and for orders that no plan of sites can decide. About a dozen
/// evaluations.
std::optional<Forecast> forecast(const Snapshot& snapshot, const directive::Directive& order,
                                 Date as_of);

/// How a verdict differs between two states of the register on the same day.
struct VerdictChange {
  std::string directive;
  std::optional<directive::Verdict> before, after;  ///< nothing: there is no such order
  bool reworded = false;  ///< the order itself, or its chosen interpretation, reads otherwise
};
/// Orders whose verdict, shortfall, due date or witness is another, or that read otherwise; in the
/// order of `after`, then those that are gone.
Result<std::vector<VerdictChange>> verdict_changes(const Snapshot& before, const Snapshot& after,
                                                   Date as_of);

}  // namespace dostyq::registry
