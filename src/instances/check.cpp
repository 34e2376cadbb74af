#include "instances/check.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>

namespace dostyq::instances {
namespace {

constexpr double kNever = std::numeric_limits<double>::infinity();
constexpr double kEarthSlack = 1e-6;  // m, by which two ways of computing a distance may differ

size_t at(int index) { return static_cast<size_t>(index); }

double plane_distance(const optim::PlanePoint& a, const optim::PlanePoint& b) {
  return std::sqrt((a.x - b.x) * (a.x - b.x) + (a.y - b.y) * (a.y - b.y));
}

/// Great circle on the sphere of the Earth's mean radius, by the haversine.
double earth_distance(const optim::PlanePoint& a, const optim::PlanePoint& b) {
  constexpr double kRadian = std::numbers::pi / 180, kEarthRadius = 6'371'008.8;
  const double half_lat = std::sin((b.y - a.y) * kRadian / 2);
  const double half_lon = std::sin((b.x - a.x) * kRadian / 2);
  const double square =
      half_lat * half_lat + std::cos(a.y * kRadian) * std::cos(b.y * kRadian) * half_lon * half_lon;
  return 2 * kEarthRadius * std::asin(std::sqrt(std::min(1.0, square)));
}

/// Floyd and Warshall's algorithm on the edges in the file's order: the last of several counts.
std::vector<double> graph_distances(int nodes, const std::vector<Edge>& edges) {
  const size_t n = at(nodes);
  std::vector<double> d(n * n, kNever);
  for (const Edge& edge : edges) {
    d[at(edge.a) * n + at(edge.b)] = edge.cost;
    d[at(edge.b) * n + at(edge.a)] = edge.cost;
  }
  for (size_t v = 0; v < n; ++v) d[v * n + v] = 0;
  for (size_t k = 0; k < n; ++k) {
    for (size_t i = 0; i < n; ++i) {
      const double to_k = d[i * n + k];
      if (to_k == kNever) continue;
      double* row = &d[i * n];
      const double* through = &d[k * n];
      for (size_t j = 0; j < n; ++j) row[j] = std::min(row[j], to_k + through[j]);
    }
  }
  return d;
}

/// Distances in the instance's own unit, not rounded.
class Distances {
 public:
  explicit Distances(const Instance& instance) : instance_(instance) {
    if (!instance.edges.empty()) graph_ = graph_distances(instance.sites, instance.edges);
  }

  double exact(int customer, int site) const {
    if (!graph_.empty()) return graph_[at(customer) * at(instance_.sites) + at(site)];
    if (instance_.measure == Measure::kPlane)
      return plane_distance(instance_.customer_points[at(customer)],
                            instance_.site_points[at(site)]);
    if (instance_.measure == Measure::kEarth)
      return earth_distance(instance_.customer_points[at(customer)],
                            instance_.site_points[at(site)]);
    if (!instance_.wide_costs.empty())
      return static_cast<double>(wide(customer, site)) / static_cast<double>(instance_.cost_scale);
    const int32_t written = instance_.costs->cost(customer, site);
    return written == optim::Costs::kNever
               ? kNever
               : static_cast<double>(written) / static_cast<double>(instance_.cost_scale);
  }

  /// Whole, as the solvers take it; `uncertain` is raised where another way of computing it could
  /// round otherwise.
  int64_t whole(double exact, bool& uncertain) const {
    const double scaled = exact * static_cast<double>(instance_.cost_scale);
    if (instance_.measure == Measure::kNone) return std::llround(scaled);
    if (instance_.measure == Measure::kEarth)
      uncertain = std::abs(scaled - std::round(scaled)) < kEarthSlack && exact > 0;
    return static_cast<int64_t>(std::floor(scaled));
  }

  int64_t whole(int customer, int site, bool& uncertain) const {
    if (!instance_.wide_costs.empty()) return wide(customer, site);  // a double has too few digits
    return whole(exact(customer, site), uncertain);
  }

  bool covers(double exact, double radius) const {
    return instance_.radius_is_open ? exact < radius : exact <= radius;
  }

 private:
  int64_t wide(int customer, int site) const {
    return instance_.wide_costs[at(customer) * at(instance_.sites) + at(site)];
  }

  const Instance& instance_;
  std::vector<double> graph_;
};

class Counter {
 public:
  Counter(const Instance& instance, const Question& question, const Answer& answer)
      : instance_(instance), question_(question), answer_(answer), distances_(instance) {}

  Recount count() {
    judge_sites();
    if (!recount_.broken.empty()) return std::move(recount_);
    judge_rules();
    switch (question_.model) {
      case Model::kPMedian:
      case Model::kUfl:
        add_openings();
        serve_by_nearest();
        break;
      case Model::kCflp:
        add_openings();
        question_.divisible ? serve_by_shipments() : serve_as_assigned();
        break;
      case Model::kPCentre:
        find_farthest();
        break;
      case Model::kMclp:
      case Model::kLscp:
        cover();
        break;
    }
    if (sum_ > std::numeric_limits<int64_t>::max()) broken("check.too_large");
    recount_.objective = static_cast<int64_t>(sum_);
    return std::move(recount_);
  }

 private:
  void broken(const char* key, std::vector<std::string> args = {}) {
    recount_.broken.push_back({ErrorCode::kInternal, key, std::move(args), {}});
  }

  bool open(int site) const {
    return std::find(answer_.sites.begin(), answer_.sites.end(), site) != answer_.sites.end();
  }

  void judge_sites() {
    std::vector<bool> seen(at(instance_.sites), false);
    for (const int site : answer_.sites) {
      if (site < 0 || site >= instance_.sites) {
        broken("check.site", {std::to_string(site + 1), std::to_string(instance_.sites)});
      } else if (seen[at(site)]) {
        broken("check.twice", {std::to_string(site + 1)});
      } else {
        seen[at(site)] = true;
      }
    }
  }

  void judge_rules() {
    const auto opened = static_cast<int>(answer_.sites.size());
    if (question_.p) {
      const bool exact = question_.model == Model::kPMedian;
      if (exact ? opened != *question_.p : opened > *question_.p)
        broken("check.p", {std::to_string(opened), std::to_string(*question_.p)});
    }
    if (question_.budget) {
      __int128 spent = 0;
      for (const int site : answer_.sites) spent += instance_.opening_cost[at(site)];
      if (spent > *question_.budget) broken("check.budget");
    }
    for (const int site : question_.forced) {
      if (!open(site)) broken("check.forced", {std::to_string(site + 1)});
    }
    for (const int site : question_.forbidden) {
      if (open(site)) broken("check.forbidden", {std::to_string(site + 1)});
    }
    for (const AreaLimit& limit : question_.areas) {
      const auto here = std::count_if(answer_.sites.begin(), answer_.sites.end(), [&](int site) {
        return instance_.area[at(site)] == limit.area;
      });
      if (here < limit.at_least || (limit.at_most && here > *limit.at_most))
        broken("check.area", {limit.area, std::to_string(here)});
    }
  }

  void add_openings() {
    if (instance_.opening_cost.empty()) return;
    for (const int site : answer_.sites) sum_ += instance_.opening_cost[at(site)];
  }

  double nearest(int customer) const {
    double least = kNever;
    for (const int site : answer_.sites) least = std::min(least, distances_.exact(customer, site));
    return least;
  }

  void add_service(int customer, double exact) {
    bool uncertain = false;
    const int64_t weight = instance_.weight[at(customer)];
    sum_ += static_cast<__int128>(weight) * distances_.whole(exact, uncertain);
    if (uncertain) recount_.slack += weight;
  }

  void serve_by_nearest() {
    for (int customer = 0; customer < instance_.customers; ++customer) {
      const double least = nearest(customer);
      if (least == kNever) return broken("check.unserved", {std::to_string(customer + 1)});
      add_service(customer, least);
    }
  }

  void serve_as_assigned() {
    if (answer_.assignment.size() != at(instance_.customers)) return broken("check.assignment");
    std::vector<__int128> load(at(instance_.sites), 0);
    for (int customer = 0; customer < instance_.customers; ++customer) {
      const int site = answer_.assignment[at(customer)];
      if (site < 0 || site >= instance_.sites || !open(site)) return broken("check.assignment");
      if (distances_.exact(customer, site) == kNever)
        return broken("check.unserved", {std::to_string(customer + 1)});
      bool uncertain = false;
      const int64_t weight = instance_.weight[at(customer)];
      sum_ += static_cast<__int128>(weight) * distances_.whole(customer, site, uncertain);
      if (uncertain) recount_.slack += weight;
      load[at(site)] += instance_.demand[at(customer)];
    }
    judge_loads(load);
  }

  /// A unit of demand costs weight · cost / demand, to the nearest whole number.
  void serve_by_shipments() {
    std::vector<__int128> load(at(instance_.sites), 0), served(at(instance_.customers), 0);
    for (const optim::Shipment& one : answer_.shipments) {
      const bool known = one.customer >= 0 && one.customer < instance_.customers && one.site >= 0 &&
                         one.site < instance_.sites && open(one.site);
      if (!known || one.amount <= 0) return broken("check.shipments");
      if (distances_.exact(one.customer, one.site) == kNever)
        return broken("check.unserved", {std::to_string(one.customer + 1)});
      load[at(one.site)] += one.amount;
      served[at(one.customer)] += one.amount;
      if (served[at(one.customer)] > instance_.demand[at(one.customer)])
        return broken("check.shipments");
      bool uncertain = false;
      const int64_t weight = instance_.weight[at(one.customer)];
      const __int128 all =
          static_cast<__int128>(weight) * distances_.whole(one.customer, one.site, uncertain);
      const int64_t demand = instance_.demand[at(one.customer)];
      const __int128 below = all / demand, rest = all % demand;
      sum_ += one.amount * (below + (rest >= demand - rest ? 1 : 0));
      if (uncertain) recount_.slack += weight + one.amount;
    }
    for (int customer = 0; customer < instance_.customers; ++customer) {
      if (served[at(customer)] != instance_.demand[at(customer)]) return broken("check.shipments");
    }
    judge_loads(load);
  }

  void judge_loads(const std::vector<__int128>& load) {
    for (int site = 0; site < instance_.sites; ++site) {
      if (load[at(site)] > instance_.capacity[at(site)])
        broken("check.overloaded", {std::to_string(site + 1)});
    }
  }

  void find_farthest() {
    for (int customer = 0; customer < instance_.customers; ++customer) {
      const double least = nearest(customer);
      if (least == kNever) return broken("check.unserved", {std::to_string(customer + 1)});
      bool uncertain = false;
      const int64_t whole = distances_.whole(least, uncertain);
      sum_ = std::max(sum_, static_cast<__int128>(whole));
      recount_.farthest = std::max(recount_.farthest, least);
      if (uncertain) recount_.slack = 1;
    }
  }

  /// Whether enough open sites cover a customer, and whether distances computed in another way
  /// could say otherwise.
  bool covered(int customer, bool& uncertain) const {
    int within = 0, near = 0;
    for (const int site : answer_.sites) {
      const double exact = distances_.exact(customer, site);
      const bool is_near = std::abs(exact - *question_.radius) < kEarthSlack;
      if (instance_.measure == Measure::kEarth && is_near) {
        ++near;
      } else if (distances_.covers(exact, *question_.radius)) {
        ++within;
      }
    }
    uncertain = within < question_.backup && within + near >= question_.backup;
    return within + near >= question_.backup;
  }

  void cover() {
    __int128 weight = 0, uncertain_weight = 0, all = 0;
    const bool everybody = question_.model == Model::kLscp && !question_.share;
    for (int customer = 0; customer < instance_.customers; ++customer) {
      bool uncertain = false;
      const int64_t own = instance_.weight[at(customer)];
      all += own;
      if (covered(customer, uncertain)) {
        weight += own;
        if (uncertain) uncertain_weight += own;
      } else if (everybody) {
        return broken("check.uncovered", {std::to_string(customer + 1)});
      }
    }
    if (all > std::numeric_limits<int64_t>::max()) return broken("check.too_large");
    if (question_.model == Model::kMclp) {
      sum_ = weight;
      recount_.slack = static_cast<int64_t>(uncertain_weight);
      return;
    }
    add_openings();
    if (instance_.opening_cost.empty()) sum_ = static_cast<__int128>(answer_.sites.size());
    if (!everybody && weight < least_weight(*question_.share, static_cast<int64_t>(all)))
      broken("check.share");
  }

  const Instance& instance_;
  const Question& question_;
  const Answer& answer_;
  Distances distances_;
  Recount recount_;
  __int128 sum_ = 0;
};

}  // namespace

Recount recount(const Instance& instance, const Question& question, const Answer& answer) {
  return Counter(instance, question, answer).count();
}

}  // namespace dostyq::instances
