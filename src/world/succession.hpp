#pragma once

#include <string>
#include <vector>

#include "world/programme.hpp"

namespace dostyq::world {

/// The bodies that hold the duties of `body` on `day`: itself, or those that took over by then, in
/// order of id. A body's duties go with it.
std::vector<std::string> holders(const Programme& programme, const std::string& body, Date day);

/// True when `acting` is `body` or took over from it, at any time: what a successor does counts for
/// the one that was ordered.
bool acts_for(const Programme& programme, const std::string& acting, const std::string& body);

}  // namespace dostyq::world
