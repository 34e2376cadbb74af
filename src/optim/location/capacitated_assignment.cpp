#include <algorithm>
#include <queue>

#include "base/check.hpp"
#include "optim/location/capacitated_primal.hpp"

namespace dostyq::optim::capacitated {

Assignment::Assignment(const Network& network, std::span<const int> sites)
    : network_(network),
      sites_(sites.begin(), sites.end()),
      slots_(sites.size()),
      cost_(network.demand.size() * sites.size(), kNo),
      arc_at_(network.demand.size() * sites.size(), -1),
      slot_(network.demand.size(), -1),
      arc_(network.demand.size(), -1) {
  for (size_t s = 0; s < slots_; ++s) {
    const auto site = static_cast<size_t>(sites_[s]);
    room_.push_back(network.capacity[site]);
    for (int a = network.first_of_site[site]; a < network.first_of_site[site + 1]; ++a) {
      const Arc& arc = network.arcs[static_cast<size_t>(a)];
      const size_t at = static_cast<size_t>(arc.customer) * slots_ + s;
      cost_[at] = arc.cost;
      arc_at_[at] = a;
    }
  }
}

void Assignment::place(int customer, int slot) {
  const auto c = static_cast<size_t>(customer);
  slot_[c] = slot;
  arc_[c] = arc_at_[c * slots_ + static_cast<size_t>(slot)];
  room_[static_cast<size_t>(slot)] -= demand(customer);
}

void Assignment::remove(int customer) {
  room_[static_cast<size_t>(slot_of(customer))] += demand(customer);
  slot_[static_cast<size_t>(customer)] = -1;
}

// Who would lose most by taking the second-best site that has room goes first.
bool Assignment::build(std::span<const int> hints) {
  for (int a : hints) {
    const Arc& arc = network_.arcs[static_cast<size_t>(a)];
    const auto at = std::find(sites_.begin(), sites_.end(), arc.site);
    if (at == sites_.end() || slot_of(arc.customer) >= 0) continue;
    const int slot = static_cast<int>(at - sites_.begin());
    if (room_[static_cast<size_t>(slot)] >= demand(arc.customer)) place(arc.customer, slot);
  }
  struct Waiting {
    int64_t regret;
    int customer;
    int slot;
    bool operator<(const Waiting& other) const {
      return std::pair(regret, -customer) < std::pair(other.regret, -other.customer);
    }
  };
  const auto look = [&](int i) {
    int best = -1;
    int64_t first = kNo, second = kNo;
    for (size_t s = 0; s < slots_; ++s) {
      const int64_t c = cost(i, static_cast<int>(s));
      if (c == kNo || room_[s] < demand(i) || c >= second) continue;
      if (c < first) {
        second = first;
        first = c;
        best = static_cast<int>(s);
      } else {
        second = c;
      }
    }
    return Waiting{best < 0 ? kNo : second - first, i, best};
  };
  std::priority_queue<Waiting> queue;
  for (int i = 0; i < network_.customers(); ++i) {
    if (slot_of(i) < 0) queue.push(look(i));
  }
  while (!queue.empty()) {
    const Waiting next = queue.top();
    queue.pop();
    if (next.slot < 0) {
      if (!make_room(next.customer)) return false;
      continue;
    }
    const Waiting now = look(next.customer);
    if (now.slot == next.slot && now.regret == next.regret) {
      place(now.customer, now.slot);
    } else {
      queue.push(now);
    }
  }
  return true;
}

// Moves one customer aside for another who fits nowhere; the cheapest way.
bool Assignment::make_room(int customer) {
  int64_t least = kNo;
  int whom = -1, where = -1;
  for (int k = 0; k < network_.customers(); ++k) {
    const int from = slot_of(k);
    if (from < 0 || cost(customer, from) == kNo) continue;
    if (room_[static_cast<size_t>(from)] + demand(k) < demand(customer)) continue;
    for (size_t s = 0; s < slots_; ++s) {
      const int to = static_cast<int>(s);
      if (to == from || cost(k, to) == kNo || room_[s] < demand(k)) continue;
      const int64_t change = cost(customer, from) + cost(k, to) - cost(k, from);
      if (change >= least) continue;
      least = change;
      whom = k;
      where = to;
    }
  }
  if (whom < 0) return false;
  const int from = slot_of(whom);
  remove(whom);
  place(whom, where);
  place(customer, from);
  return true;
}

void Assignment::improve(const Deadline& deadline) {
  while (!deadline.passed() && (move() || exchange())) {
  }
}

bool Assignment::move() {
  bool moved = false;
  for (int i = 0; i < network_.customers(); ++i) {
    const int from = slot_of(i);
    int best = from;
    for (size_t s = 0; s < slots_; ++s) {
      const int to = static_cast<int>(s);
      if (to != from && room_[s] >= demand(i) && cost(i, to) < cost(i, best)) best = to;
    }
    if (best == from) continue;
    remove(i);
    place(i, best);
    moved = true;
  }
  return moved;
}

// Somebody takes the place of another at a site, who goes wherever there is room: what the first
// gains must exceed what the second loses.
bool Assignment::exchange() {
  bool exchanged = false;
  for (size_t s = 0; s < slots_; ++s) {
    const int target = static_cast<int>(s);
    std::vector<std::pair<int64_t, int>> gains;
    for (int i = 0; i < network_.customers(); ++i) {
      const int64_t change = cost(i, target) - cost(i, slot_of(i));
      if (slot_of(i) != target && change < 0) gains.emplace_back(change, i);
    }
    if (gains.empty()) continue;
    std::sort(gains.begin(), gains.end());
    exchanged = exchange_into(target, gains) || exchanged;
  }
  return exchanged;
}

bool Assignment::exchange_into(int target, std::span<const std::pair<int64_t, int>> gains) {
  struct Way {
    int64_t loss;
    int customer;
    int slot;
    bool operator<(const Way& other) const {
      return std::tie(loss, customer, slot) < std::tie(other.loss, other.customer, other.slot);
    }
  };
  std::vector<Way> ways;
  for (int k = 0; k < network_.customers(); ++k) {
    if (slot_of(k) != target) continue;
    for (size_t s = 0; s < slots_; ++s) {
      const int to = static_cast<int>(s);
      if (to == target || cost(k, to) == kNo) continue;
      const int64_t loss = cost(k, to) - cost(k, target);
      if (loss + gains.front().first < 0) ways.push_back({loss, k, to});
    }
  }
  std::sort(ways.begin(), ways.end());
  bool exchanged = false;
  for (const auto& [change, i] : gains) {
    const int from = slot_of(i);
    for (const Way& way : ways) {
      if (way.loss + change >= 0) break;
      if (slot_of(way.customer) != target) continue;
      const int64_t left =
          room_[static_cast<size_t>(way.slot)] + (way.slot == from ? demand(i) : 0);
      if (left < demand(way.customer)) continue;
      if (room_[static_cast<size_t>(target)] + demand(way.customer) < demand(i)) continue;
      remove(i);
      remove(way.customer);
      place(way.customer, way.slot);
      place(i, target);
      exchanged = true;
      break;
    }
  }
  return exchanged;
}

int64_t Assignment::service_cost() const {
  int64_t sum = 0;
  for (int a : arc_) {
    DOSTYQ_CHECK(a >= 0);
    sum += network_.arcs[static_cast<size_t>(a)].cost;
  }
  return sum;
}

}  // namespace dostyq::optim::capacitated
