#include "register/readings.hpp"

namespace dostyq::registry {
namespace {

const std::string kOrders = "directives.toml";

}  // namespace

Result<Submission> choosing(const Snapshot& snapshot, const std::string& order,
                            const directive::ReadingName& reading, const std::string& reason) {
  const Record* record = snapshot.state.find(kFiles, kOrders);
  if (record == nullptr || snapshot.order(order) == nullptr)
    return fail("planning.unknown_directive", {order}, {}, ErrorCode::kNotFound);
  if (reason.empty()) return fail("register.reason");
  const std::string& text = snapshot.state.table(kFiles)->cell(*record, kText);
  auto changed = directive::choose(text, order, reading);
  if (!changed) return tl::unexpected(changed.error());
  if (*changed == text) return fail("register.no_change");
  Change change{kFiles, kOrders, false, {{kText, std::move(*changed)}}, record->version};
  return Submission{{std::move(change)}, reason, {}, 0};
}

Result<std::vector<Choice>> Choices::of(Register& facts, const std::string& order) {
  const std::lock_guard lock(mutex_);
  const auto snapshot = facts.now();
  const Record* record = snapshot->state.find(kFiles, kOrders);
  if (record == nullptr) return std::vector<Choice>();
  if (record->sequence != sequence_) {
    const auto entries = facts.history(Actor{}, kFiles, kOrders);
    if (!entries) return tl::unexpected(entries.error());
    choices_.clear();
    for (const Entry& entry : *entries) {
      const auto text = entry.cells.find(kText);
      if (text == entry.cells.end()) continue;
      for (const auto& [id, reading] : directive::chosen_readings(text->second)) {
        std::vector<Choice>& own = choices_[id];
        if (!own.empty() && own.back().reading == reading) continue;
        own.push_back({entry.at, entry.author, entry.role, entry.reason, reading, entry.batch});
      }
    }
    sequence_ = record->sequence;
  }
  const auto found = choices_.find(order);
  return found == choices_.end() ? std::vector<Choice>() : found->second;
}

}  // namespace dostyq::registry
