#pragma once

#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "planning/plan.hpp"
#include "portal/json_view.hpp"
#include "portal/site_rows.hpp"
#include "register/discipline.hpp"
#include "register/orders.hpp"

namespace dostyq::portal {

/// What the first screen asks of one snapshot on one day: the sites, who is covered, and the
/// verdicts that sites decide. Immutable.
struct MapBase {
  std::shared_ptr<const registry::Snapshot> snapshot;
  Date today;
  std::string serving;  ///< kind or class that serves in full
  int minutes = 60;
  Json report;  ///< as src/report writes it, of the adopted plan: phases, groups, regions
  std::optional<SiteRows> sites;                ///< always there
  std::vector<registry::OrderStatus> of_sites;  ///< of orders that a plan of sites can decide
};

/// What most pages ask of one snapshot on one day, computed once: the map's part, and the verdicts
/// of all orders with what stands beside them. Immutable.
struct Overview {
  std::shared_ptr<const MapBase> base;
  std::shared_ptr<const registry::Snapshot> snapshot;
  Date today;
  std::string serving;
  int minutes = 60;
  registry::Discipline discipline;
  Json report;
  Json orders;  ///< OrderBrief, in the programme's order
  const SiteRows* sites = nullptr;
  std::map<std::string, size_t> order_index;

  const registry::OrderStatus* status(const std::string& order) const;
  const Json* order(const std::string& id) const;
};

/// The newest one. Thread-safe; who asks while it is made waits for it.
class Overviews {
 public:
  explicit Overviews(registry::Register& facts) : facts_(facts) {}
  /// Errors: register.empty; what an evaluation can fail of.
  Result<std::shared_ptr<const Overview>> now();
  /// The map's part alone, which is made in a fraction of the time.
  Result<std::shared_ptr<const MapBase>> base();

 private:
  registry::Register& facts_;
  std::mutex base_mutex_, mutex_;
  std::shared_ptr<const MapBase> base_;
  std::shared_ptr<const Overview> last_;
};

/// The openings of the adopted plan as the planner has them.
std::vector<planning::PlannedSite> adopted_openings(const registry::Snapshot& snapshot);
Json tally_view(const registry::Tally& tally);

}  // namespace dostyq::portal
