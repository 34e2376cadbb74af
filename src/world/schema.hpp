#pragma once

#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "world/programme.hpp"

// What docs/programme.md says of the CSV tables, as data: the readers, the writers, the workbook
// and the template share it.
namespace dostyq::world {

/// Most that an integer cell may hold: sums of millions of rows still fit int64.
inline constexpr int64_t kMostPeople = 1'000'000'000'000;

enum class ColumnType {
  kId,          ///< the row's own id
  kReference,   ///< id of a row of `reference`
  kReferences,  ///< several of them, separated by |
  kText,
  kName,  ///< text in one alphabet a word
  kDate,
  kInteger,  ///< not negative
  kDegrees,
  kChoice,  ///< one of `choices`
};

enum class Need { kRequired, kOptional };

struct Column {
  std::string name;
  ColumnType type = ColumnType::kText;
  Need need = Need::kRequired;
  std::string reference;  ///< a table's name; for kinds of site "kinds"
  std::vector<std::string> choices;
  int64_t most = kMostPeople;  ///< of an integer
};

struct TableSchema {
  std::string name;              ///< "areas"
  std::vector<Column> columns;   ///< all of them, `source` and `confidence` included
  std::vector<std::string> key;  ///< columns that no two rows may share
  bool optional = false;         ///< the file may be missing
  bool is_register = false;

  std::string file() const { return name + ".csv"; }
  std::vector<std::string> header() const;
};

/// The name of the pseudo table of site kinds, which live in programme.toml.
inline const std::string kKinds = "kinds";

/// Every table of a programme in the order of docs/programme.md, registers last. The optional
/// registers (site_stages, intended_sites, reports, extensions) need no declaration.
std::vector<TableSchema> table_schemas(const std::vector<RegisterSchema>& registers);

/// True for a table of docs/programme.md, whose name no register can have.
bool is_built_in_table(std::string_view name);

inline constexpr std::array<std::string_view, 3> kAreaKindNames{"country", "region", "district"};
/// The life of a site, in order.
inline constexpr std::array<std::string_view, 6> kSiteStageNames{
    "proposed", "approved", "funded", "under_construction", "open", "closed"};
inline constexpr std::array<std::string_view, 4> kSeatNames{"", "district", "region", "country"};

}  // namespace dostyq::world
