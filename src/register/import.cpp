#include <set>

#include "directive/parse.hpp"
#include "io/csv.hpp"
#include "register/register.hpp"
#include "world/load.hpp"

namespace dostyq::registry {
namespace {

/// What the register has and the files do not.
void remove_rest(const State& state, const std::string& name, const std::set<std::string>& kept,
                 std::vector<Change>& changes) {
  const Table* table = state.table(name);
  if (table == nullptr) return;
  for (const Record& record : table->records) {
    if (record.removed || kept.contains(record.id)) continue;
    changes.push_back({name, record.id, true, {}, record.version});
  }
}

/// A record as the files have it, unless the register has it so already.
void put(const State& state, const std::string& name, const std::string& id, Cells cells,
         std::vector<Change>& changes) {
  std::erase_if(cells, [](const auto& cell) { return cell.second.empty(); });
  const Record* record = state.find(name, id);
  if (record != nullptr && state.table(name)->cells(*record) == cells) return;
  changes.push_back({name, id, false, std::move(cells), record == nullptr ? 0 : record->version});
}

void put_table(const State& state, const world::TableSchema& schema, const std::string& bytes,
               std::vector<Change>& changes) {
  Problems none;  // validated already
  const io::CsvTable table = io::parse_csv(bytes, schema.file(), none);
  std::set<std::string> kept;
  for (const io::CsvRow& row : table.rows) {
    Cells cells;
    for (size_t i = 0; i < table.header.size(); ++i) cells[table.header[i]] = row.cells[i];
    const std::string id = record_id(schema, cells);
    kept.insert(id);
    put(state, schema.name, id, std::move(cells), changes);
  }
  remove_rest(state, schema.name, kept, changes);
}

}  // namespace

Checked<Submission> Register::import_changes(const std::map<std::string, std::string>& files) {
  const Checked<world::Programme> programme = world::load_files(files);
  if (!programme) return tl::unexpected(programme.error());
  const auto orders = files.find("directives.toml");
  if (orders != files.end()) {
    const auto parsed = directive::parse(orders->second, orders->first, *programme);
    if (!parsed) return tl::unexpected(parsed.error());
  }
  const std::shared_ptr<const Snapshot> before = now();
  const State& state = before->state;
  Submission submission;
  const auto schemas = world::table_schemas(programme->config.registers);
  std::set<std::string> whole, tables{kFiles};
  for (const auto& [name, bytes] : files) {
    if (name.ends_with(".csv")) continue;
    whole.insert(name);
    put(state, kFiles, name, {{kText, bytes}}, submission.changes);
  }
  for (const world::TableSchema& schema : schemas) {
    tables.insert(schema.name);
    const auto file = files.find(schema.file());
    if (file != files.end())
      put_table(state, schema, file->second, submission.changes);
    else
      remove_rest(state, schema.name, {}, submission.changes);
  }
  remove_rest(state, kFiles, whole, submission.changes);
  for (const std::string& name : state.table_names())
    if (!tables.contains(name)) remove_rest(state, name, {}, submission.changes);
  return submission;
}

Checked<Receipt> Register::import_files(const Actor& actor,
                                        const std::map<std::string, std::string>& files,
                                        const std::string& reason) {
  Checked<Submission> submission = import_changes(files);
  if (!submission) return tl::unexpected(submission.error());
  if (submission->changes.empty()) return Receipt{0, {}, now()};
  submission->reason = reason;
  auto receipt = write(actor, *submission, true);
  if (receipt) return std::move(*receipt);
  Problems problems;
  for (const FieldProblem& problem : receipt.error()) problems.push_back(problem.error);
  return tl::unexpected(std::move(problems));
}

}  // namespace dostyq::registry
