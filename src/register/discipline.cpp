#include "register/discipline.hpp"

#include <algorithm>
#include <map>

namespace dostyq::registry {
namespace {

using directive::Status;

/// `body` empty: whoever is responsible.
void count(Tally& tally, const OrderStatus& status, const std::string& body) {
  ++tally.orders;
  switch (status.verdict.status) {
    case Status::kMet:
      ++(status.verdict.finding.confidence == Confidence::kDemo ? tally.met_on_demo : tally.met);
      break;
    case Status::kOnTrack:
      ++tally.on_track;
      break;
    case Status::kAtRisk:
      ++tally.at_risk;
      break;
    case Status::kNotMet:
      ++tally.not_met;
      if (status.verdict.done_late_on) ++tally.done_late;
      break;
    case Status::kNoData:
    case Status::kNotJudged:
      ++tally.no_data;
      break;
  }
  const auto is_own = [&](const std::string& other) { return body.empty() || other == body; };
  if (std::any_of(status.silent.begin(), status.silent.end(),
                  [&](const Silence& silence) { return is_own(silence.body); }))
    ++tally.silent;
  tally.extensions +=
      static_cast<int>(std::count_if(status.due.extensions.begin(), status.due.extensions.end(),
                                     [&](const Extension& asked) { return is_own(asked.body); }));
  if (status.disagrees &&
      std::any_of(status.reports.begin(), status.reports.end(), [&](const Report& report) {
        return report.says == "done" && is_own(report.body);
      }))
    ++tally.disagrees;
}

}  // namespace

Result<Discipline> discipline(const Snapshot& snapshot, Date as_of, const DocumentDays& documents) {
  Discipline found;
  found.as_of = as_of;
  auto statuses = order_statuses(snapshot, as_of, documents);
  if (!statuses) return tl::unexpected(statuses.error());
  std::map<std::string, BodyTally> bodies;
  for (OrderStatus& status : *statuses) {
    if (status.verdict.status == Status::kNotJudged) continue;
    count(found.overall, status, "");
    for (const std::string& body : status.bodies) {
      BodyTally& own = bodies[body];
      own.body = body;
      own.orders.push_back(found.statuses.size());
      count(own.tally, status, body);
    }
    found.statuses.push_back(std::move(status));
  }
  for (auto& [id, body] : bodies) found.bodies.push_back(std::move(body));
  return found;
}

const BodyTally* find(const Discipline& discipline, const std::string& body) {
  const auto at = std::find_if(discipline.bodies.begin(), discipline.bodies.end(),
                               [&](const BodyTally& each) { return each.body == body; });
  return at == discipline.bodies.end() ? nullptr : &*at;
}

}  // namespace dostyq::registry
