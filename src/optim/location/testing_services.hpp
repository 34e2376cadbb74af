#pragma once

#include <algorithm>
#include <memory>
#include <optional>
#include <random>
#include <vector>

#include "optim/location/service.hpp"
#include "optim/location/testing_site_rules.hpp"

namespace dostyq::optim::testing {

/// A small model of any service, and its costs counted from what was drawn, not from the model.
struct RandomService {
  struct Customer {
    std::vector<Near> near;
    int32_t cap = 0;
    int64_t weight = 0;
    int group = 0;
  };
  int nearest = 1;           ///< the k-th, or
  std::vector<double> shut;  ///< chances, if not empty
  std::vector<Customer> customers;
  int groups;
  ServiceModel model;

  RandomService(std::mt19937& random, int sites, int group_count, bool may_shut = true)
      : groups(group_count),
        model(draw(random, sites, may_shut), random_rules(random, sites), group_count) {
    const int span = below(random, 3) == 0 ? 4 : 200;
    const bool must = shut.empty() && below(random, 2) == 0;
    const int never = below(random, 3) == 0 ? 3 : 12;
    for (int i = below(random, 10); i > 0; --i) {
      Customer one;
      for (int j = 0; j < sites; ++j) {
        if (below(random, never) != 0) one.near.push_back({below(random, span), j});
      }
      std::shuffle(one.near.begin(), one.near.end(), random);
      one.cap = must ? ServiceModel::kMust : below(random, 2 * span);
      one.weight = below(random, 6);
      one.group = below(random, groups);
      model.add(one.near, one.cap, one.weight, one.group);
      customers.push_back(std::move(one));
    }
  }

  /// By group; nothing when somebody who must be served is not.
  std::optional<std::vector<double>> costs(const std::vector<int>& open) const {
    std::vector<double> sums(static_cast<size_t>(groups), 0);
    for (const Customer& one : customers) {
      std::vector<std::pair<int32_t, int>> found;
      for (const Near& near : one.near) {
        if (std::find(open.begin(), open.end(), near.site) != open.end())
          found.emplace_back(near.cost, near.site);
      }
      std::sort(found.begin(), found.end());
      double cost = one.cap;
      if (shut.empty()) {
        const auto k = static_cast<size_t>(nearest);
        if (found.size() >= k) {
          cost = std::min(found[k - 1].first, one.cap);
        } else if (one.cap == ServiceModel::kMust) {
          return std::nullopt;
        }
      } else {
        cost = 0;
        double here = 1;
        for (const auto& [distance, site] : found) {
          const double chance = shut[static_cast<size_t>(site)];
          cost += here * (1 - chance) * std::min(distance, one.cap);
          here *= chance;
        }
        cost += here * one.cap;
      }
      sums[static_cast<size_t>(one.group)] += static_cast<double>(one.weight) * cost;
    }
    return sums;
  }

  int64_t group_weight(int group) const {
    int64_t sum = 0;
    for (const Customer& one : customers) sum += one.group == group ? one.weight : 0;
    return sum;
  }

 private:
  std::shared_ptr<const ServiceCost> draw(std::mt19937& random, int sites, bool may_shut) {
    if (!may_shut || below(random, 2) == 0) {
      nearest = 1 + below(random, 3);
      return kth_nearest(nearest);
    }
    const bool alike = below(random, 2) == 0;
    const double common = (1 + below(random, 9)) / 10.0;
    for (int j = 0; j < sites; ++j) {
      const double own = below(random, 5) == 0 ? below(random, 4) / 3 : below(random, 100) / 100.0;
      const bool never = below(random, 6) == 0;
      shut.push_back(never ? 0 : alike ? common : own);
    }
    if (shut.empty()) shut.push_back(0);
    return unreliable(shut);
  }
};

}  // namespace dostyq::optim::testing
