#pragma once

#include <string>
#include <vector>

#include "world/programme.hpp"
#include "world/schema.hpp"

namespace dostyq::world {

/// The rows of one table of a programme as cells in the order of the schema, sorted as the
/// programme is.
std::vector<std::vector<std::string>> table_rows(const Programme& programme,
                                                 const TableSchema& schema);

}  // namespace dostyq::world
