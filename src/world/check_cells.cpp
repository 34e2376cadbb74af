#include <algorithm>

#include "world/tables.hpp"
#include "world/words.hpp"

namespace dostyq::world {
namespace {

std::string listed(const std::vector<std::string>& items) {
  std::string all;
  for (const std::string& item : items) all += (all.empty() ? "" : ", ") + item;
  return all;
}

class CellChecker {
 public:
  CellChecker(const Tables& tables, const ConfigReading& config, Problems& problems)
      : tables_(tables), config_(config), problems_(problems) {}

  void check(Table& table) {
    for (TableRow& row : table.rows) {
      if (!row.good && table.readable)
        continue;  // wrong number of fields: which cell is which is anyone's guess
      row_ = &row;
      table_ = &table;
      for (size_t i = 0; i < row.cells.size(); ++i) {
        if (table.present[i]) check_cell(table.schema.columns[i], row.cells[i]);
      }
      check_key();
      check_period();
    }
  }

 private:
  void report(std::string key, std::vector<std::string> args, std::string column) {
    problems_.push_back({ErrorCode::kBadInput,
                         std::move(key),
                         std::move(args),
                         {table_->file, row_->line, std::move(column)}});
    row_->good = false;
  }

  void check_cell(const Column& column, const std::string& cell) {
    if (cell.empty()) {
      if (column.need == Need::kRequired) report("value.missing", {}, column.name);
      return;
    }
    switch (column.type) {
      case ColumnType::kId:
        if (!is_id(cell)) report("value.id", {cell}, column.name);
        break;
      case ColumnType::kReference:
        check_reference(column, cell);
        break;
      case ColumnType::kReferences:
        check_references(column, cell);
        break;
      case ColumnType::kText:
        break;
      case ColumnType::kName:
        if (const auto word = mixed_alphabet_word(cell))
          report("value.mixed_alphabets", {*word}, column.name);
        break;
      case ColumnType::kDate:
        if (!Date::parse(cell)) report("value.date", {cell}, column.name);
        break;
      case ColumnType::kInteger:
        check_integer(column, cell);
        break;
      case ColumnType::kDegrees:
        check_degrees(column, cell);
        break;
      case ColumnType::kChoice:
        if (std::find(column.choices.begin(), column.choices.end(), cell) == column.choices.end()) {
          report("value.choice", {cell, listed(column.choices)}, column.name);
        }
        break;
    }
  }

  void check_reference(const Column& column, const std::string& cell) {
    if (column.reference == kKinds) {
      std::vector<std::string> kinds;
      kinds.reserve(config_.config.kinds.size());
      for (const SiteKind& kind : config_.config.kinds) kinds.push_back(kind.id);
      const bool known = std::find(kinds.begin(), kinds.end(), cell) != kinds.end();
      if (!known && config_.readable)
        report("value.unknown_reference", {cell, kConfigFile, nearest(cell, kinds)}, column.name);
      return;
    }
    const Table& target = tables_.at(column.reference);
    if (!target.readable || target.ids.contains(cell)) return;
    report("value.unknown_reference",
           {cell, target.file, nearest(cell, {target.ids.begin(), target.ids.end()})}, column.name);
  }

  void check_references(const Column& column, const std::string& cell) {
    const std::vector<std::string> items = split_list(cell);
    if (items.empty()) report("value.missing", {}, column.name);
    std::set<std::string> seen;
    for (const std::string& item : items) {
      if (!seen.insert(item).second) report("value.duplicate_item", {item}, column.name);
      check_reference(column, item);
    }
  }

  void check_integer(const Column& column, const std::string& cell) {
    const auto value = parse_integer(cell);
    if (!value) {
      report("value.integer", {cell}, column.name);
    } else if (*value < 0 || *value > column.most) {
      report("value.range", {cell, "0", std::to_string(column.most)}, column.name);
    }
  }

  void check_degrees(const Column& column, const std::string& cell) {
    const auto value = parse_degrees(cell);
    const double most = column.name == "lat" ? 90 : 180;
    if (!value) {
      report("value.degrees", {cell}, column.name);
    } else if (*value < -most || *value > most) {
      report(column.name == "lat" ? "value.latitude" : "value.longitude", {cell}, column.name);
    }
  }

  void check_key() {
    const auto& key = table_->schema.key;
    std::vector<std::string> values;
    for (const std::string& name : key) {
      if (!table_->present[table_->column(name)]) return;
      values.push_back(table_->cell(*row_, name));
    }
    const int first = tables_.where(table_->schema.name, values, "").row;
    if (first == row_->line) return;
    report("value.duplicate_row", {listed(values), std::to_string(first)}, key.front());
  }

  void check_period() {
    if (!table_->has_column("from") || !table_->has_column("to")) return;
    const auto from = Date::parse(table_->cell(*row_, "from"));
    const auto to = Date::parse(table_->cell(*row_, "to"));
    if (from && to && *from >= *to)
      report("period.backwards", {from->to_string(), to->to_string()}, "to");
  }

  const Tables& tables_;
  const ConfigReading& config_;
  Problems& problems_;
  Table* table_ = nullptr;
  TableRow* row_ = nullptr;
};

}  // namespace

void check_cells(Tables& tables, const ConfigReading& config, Problems& problems) {
  CellChecker checker(tables, config, problems);
  for (auto& [name, table] : tables.all()) checker.check(table);
}

}  // namespace dostyq::world
