#pragma once

#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "planning/plan.hpp"
#include "portal/json_view.hpp"
#include "register/discipline.hpp"
#include "register/orders.hpp"

namespace dostyq::portal {

/// What most pages ask of one snapshot on one day, computed once: verdicts with what stands beside
/// them, the report's orders and coverage, the sites of the map. Immutable.
struct Overview {
  std::shared_ptr<const registry::Snapshot> snapshot;
  Date today;
  std::string serving;  ///< kind or class that serves in full
  int minutes = 60;
  registry::Discipline discipline;
  Json report;  ///< as src/report writes it, of the adopted plan
  Json orders;  ///< OrderBrief, in the programme's order
  Json sites;   ///< MapSite: open, closed, on their way, intended
  std::map<std::string, size_t> order_index, site_index;

  const registry::OrderStatus* status(const std::string& order) const;
  const Json* order(const std::string& id) const;
  const Json* site(const std::string& id) const;
};

/// The newest one. Thread-safe; who asks while it is made waits for it.
class Overviews {
 public:
  explicit Overviews(registry::Register& facts) : facts_(facts) {}
  /// Errors: register.empty; what an evaluation can fail of.
  Result<std::shared_ptr<const Overview>> now();

 private:
  registry::Register& facts_;
  std::mutex mutex_;
  std::shared_ptr<const Overview> last_;
};

Result<std::shared_ptr<const Overview>> make_overview(
    std::shared_ptr<const registry::Snapshot> snapshot, Date today,
    const registry::DocumentDays& documents);

/// The openings of the adopted plan as the planner has them.
std::vector<planning::PlannedSite> adopted_openings(const registry::Snapshot& snapshot);
Json tally_view(const registry::Tally& tally);

}  // namespace dostyq::portal
