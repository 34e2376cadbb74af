#pragma once

#include "directive/ast.hpp"
#include "world/world.hpp"

// The leaves of the naive evaluator: counting facts and people at the end of one day.
namespace dostyq::trial {

enum class Answer { kNo, kPerhaps, kYes };

struct Leaf {
  Answer answer = Answer::kPerhaps;
  int64_t shortfall = 0;
};

/// `table` is known to list everything of `kind` (empty: every kind) in all of these areas.
bool naive_complete(const world::World& world, const std::string& table, const std::string& kind,
                    const std::vector<std::string>& area_ids, Date day);

Leaf naive_count(const directive::Count& count, const world::World& world,
                 const world::Territory& area, Date day);
Leaf naive_reach(const directive::Reach& reach, const world::World& world,
                 const world::Territory& area, Date day);

}  // namespace dostyq::trial
