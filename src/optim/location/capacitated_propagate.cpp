#include <algorithm>

#include "optim/location/capacitated_network.hpp"
#include "optim/problem.hpp"

namespace dostyq::optim::capacitated {
namespace {

/// One propagation: the domain with what is known of it.
class Propagation {
 public:
  Propagation(const Network& network, Domain& domain, Residual& residual)
      : network_(network), domain_(domain), residual_(residual) {}

  bool run() {
    residual_.room = network_.capacity;
    residual_.fixed_arc.assign(network_.demand.size(), -1);
    do {
      changed_ = false;
      if (!rows() || !arcs() || !customers() || !capacity()) return false;
    } while (changed_);
    collect();
    return true;
  }

 private:
  SiteState& state(int site) { return domain_.site[static_cast<size_t>(site)]; }

  bool set(int site, SiteState wanted) {
    SiteState& now = state(site);
    if (now == wanted) return true;
    if (now != SiteState::kUndecided) return false;
    now = wanted;
    changed_ = true;
    return true;
  }

  bool fixed(int customer) const { return residual_.fixed_arc[static_cast<size_t>(customer)] >= 0; }

  bool rows() {
    return std::all_of(network_.rows.begin(), network_.rows.end(),
                       [&](const Row& row) { return narrow(row); });
  }

  // A site is decided when the row fails with it otherwise.
  bool narrow(const Row& row) {
    double least = 0, most = 0;
    for (const Term& term : row.terms) {
      const SiteState now = state(term.column);
      if (now != SiteState::kClosed) (term.coefficient > 0 ? most : least) += term.coefficient;
      if (now == SiteState::kOpen) (term.coefficient > 0 ? least : most) += term.coefficient;
    }
    if (least > row.upper + kFeasibility || most < row.lower - kFeasibility) return false;
    for (const Term& term : row.terms) {
      if (state(term.column) != SiteState::kUndecided) continue;
      const double size = std::abs(term.coefficient);
      const bool positive = term.coefficient > 0;
      if (least + size > row.upper + kFeasibility &&
          !set(term.column, positive ? SiteState::kClosed : SiteState::kOpen)) {
        return false;
      }
      if (most - size < row.lower - kFeasibility &&
          !set(term.column, positive ? SiteState::kOpen : SiteState::kClosed)) {
        return false;
      }
    }
    return true;
  }

  bool arcs() {
    for (size_t a = 0; a < network_.arcs.size(); ++a) {
      if (domain_.allowed[a] == 0) continue;
      const Arc& arc = network_.arcs[a];
      const bool fits = fixed(arc.customer) || network_.demand[static_cast<size_t>(arc.customer)] <=
                                                   residual_.room[static_cast<size_t>(arc.site)];
      if (state(arc.site) != SiteState::kClosed && (fits || !network_.single_source)) continue;
      domain_.allowed[a] = 0;
      changed_ = true;
    }
    return true;
  }

  bool customers() {
    for (int i = 0; i < network_.customers(); ++i) {
      const int64_t demand = network_.demand[static_cast<size_t>(i)];
      if (!network_.single_source && demand == 0) continue;
      int64_t room = 0;
      int count = 0, last = -1;
      for (int a : network_.choices(i)) {
        if (domain_.allowed[static_cast<size_t>(a)] == 0) continue;
        ++count;
        last = a;
        room += network_.capacity[static_cast<size_t>(network_.arcs[static_cast<size_t>(a)].site)];
      }
      if (count == 0 || (!network_.single_source && room < demand)) return false;
      if (count > 1 || fixed(i)) continue;
      const int site = network_.arcs[static_cast<size_t>(last)].site;
      if (!set(site, SiteState::kOpen)) return false;
      if (!network_.single_source) continue;
      residual_.fixed_arc[static_cast<size_t>(i)] = last;
      residual_.room[static_cast<size_t>(site)] -= demand;
      changed_ = true;
      if (residual_.room[static_cast<size_t>(site)] < 0) return false;
    }
    return true;
  }

  // All room there may be, and the sites without which it does not do.
  bool capacity() {
    int64_t room = 0, demand = 0;
    for (int j = 0; j < network_.sites(); ++j) {
      if (state(j) != SiteState::kClosed) room += residual_.room[static_cast<size_t>(j)];
    }
    for (int i = 0; i < network_.customers(); ++i) {
      if (!fixed(i)) demand += network_.demand[static_cast<size_t>(i)];
    }
    if (room < demand) return false;
    for (int j = 0; j < network_.sites(); ++j) {
      if (state(j) == SiteState::kUndecided &&
          room - residual_.room[static_cast<size_t>(j)] < demand) {
        set(j, SiteState::kOpen);
      }
    }
    return true;
  }

  void collect() {
    residual_.settled_cost = 0;
    residual_.free.clear();
    residual_.free_demand = 0;
    residual_.undecided.clear();
    residual_.arcs.assign(static_cast<size_t>(network_.sites()), {});
    for (int i = 0; i < network_.customers(); ++i) {
      const int arc = residual_.fixed_arc[static_cast<size_t>(i)];
      const int64_t demand = network_.demand[static_cast<size_t>(i)];
      if (arc >= 0) {
        residual_.settled_cost += network_.arcs[static_cast<size_t>(arc)].cost;
      } else if (network_.single_source || demand > 0) {
        residual_.free.push_back(i);
        residual_.free_demand += demand;
      }
    }
    for (int j = 0; j < network_.sites(); ++j) {
      if (state(j) == SiteState::kOpen) {
        residual_.settled_cost += network_.opening[static_cast<size_t>(j)];
      }
      if (state(j) == SiteState::kUndecided) residual_.undecided.push_back(j);
    }
    for (size_t a = 0; a < network_.arcs.size(); ++a) {
      const Arc& arc = network_.arcs[a];
      if (domain_.allowed[a] == 0 || fixed(arc.customer)) continue;
      if (!network_.single_source && network_.demand[static_cast<size_t>(arc.customer)] == 0)
        continue;
      residual_.arcs[static_cast<size_t>(arc.site)].push_back(static_cast<int>(a));
    }
  }

  const Network& network_;
  Domain& domain_;
  Residual& residual_;
  bool changed_ = false;
};

}  // namespace

bool propagate(const Network& network, Domain& domain, Residual& residual) {
  return Propagation(network, domain, residual).run();
}

}  // namespace dostyq::optim::capacitated
