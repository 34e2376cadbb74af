#include "register/state.hpp"

#include <algorithm>

namespace dostyq::registry {
namespace {

const std::string kNothing;

void put_cells(Table& table, Record& record, const Cells& cells) {
  record.cells.clear();
  for (const auto& [column, cell] : cells) {
    const auto known = std::find(table.columns.begin(), table.columns.end(), column);
    const auto at = static_cast<size_t>(known - table.columns.begin());
    if (known == table.columns.end()) table.columns.push_back(column);
    if (record.cells.size() <= at) record.cells.resize(at + 1);
    record.cells[at] = cell;
  }
}

}  // namespace

const Record* Table::find(const std::string& id) const {
  const auto at = index.find(id);
  return at == index.end() || records[at->second].removed ? nullptr : &records[at->second];
}

const std::string& Table::cell(const Record& record, const std::string& column) const {
  const auto known = std::find(columns.begin(), columns.end(), column);
  const auto at = static_cast<size_t>(known - columns.begin());
  return at < record.cells.size() ? record.cells[at] : kNothing;
}

Cells Table::cells(const Record& record) const {
  Cells all;
  for (size_t i = 0; i < record.cells.size(); ++i) {
    if (!record.cells[i].empty()) all.emplace(columns[i], record.cells[i]);
  }
  return all;
}

void State::apply(const Entry& entry) {
  std::shared_ptr<Table>& shared = tables_[entry.table];
  if (shared == nullptr)
    shared = std::make_shared<Table>();
  else if (!own_.contains(entry.table))
    shared = std::make_shared<Table>(*shared);
  own_.insert(entry.table);
  Table& table = *shared;
  const auto [at, is_new] = table.index.emplace(entry.record, table.records.size());
  if (is_new) table.records.push_back({entry.record, 0, 0, false, {}, {}, {}, {}});
  Record& record = table.records[at->second];
  record.version = entry.version;
  record.sequence = entry.sequence;
  record.removed = entry.removed;
  record.at = entry.at;
  record.author = entry.author;
  record.evidence = entry.evidence;
  put_cells(table, record, entry.cells);
  sequence_ = entry.sequence;
  last_at_ = entry.at;
}

const Table* State::table(const std::string& name) const {
  const auto at = tables_.find(name);
  return at == tables_.end() ? nullptr : at->second.get();
}

std::shared_ptr<const Table> State::shared_table(const std::string& name) const {
  const auto at = tables_.find(name);
  return at == tables_.end() ? nullptr : at->second;
}

const Record* State::find(const std::string& name, const std::string& id) const {
  const Table* found = table(name);
  return found == nullptr ? nullptr : found->find(id);
}

std::vector<std::string> State::table_names() const {
  std::vector<std::string> names;
  for (const auto& [name, table] : tables_) names.push_back(name);
  return names;
}

std::optional<std::string> State::file(const std::string& name) const {
  const Record* record = find(kFiles, name);
  if (record == nullptr) return std::nullopt;
  return table(kFiles)->cell(*record, kText);
}

}  // namespace dostyq::registry
