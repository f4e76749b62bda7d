import LinuxSystem
import Testing

/// Something that a thread leaves for a task, and that no lock of its own guards.
private final class Parcel: @unchecked Sendable {
  var content = 0
}

private struct Refused: Error, Hashable {
  var reason = "refused"
}

@Suite("What a thread of ours hands to a task")
struct CallTests {
  // Under the thread sanitizer this fails if the answer goes any way but through the lock.
  @Test("A result, and all that the thread has done before, lies behind the lock")
  func handedOver() async {
    let thread = QueueThread(name: "handing")
    for number in 1...200 {
      let parcel = Parcel()
      let answer = await OwnedThread.run(name: "handing") {
        parcel.content = number
        return parcel
      }
      #expect(answer.content == number)
      let other = await thread.run {
        parcel.content += 1
        return parcel
      }
      #expect(other.content == number + 1)
    }
  }

  @Test("It is answered once, by whoever comes first")
  func once() async {
    let call = Call<Int, Refused>()
    let outcome = await call.answer {
      #expect(call.begin())
      call.finish(.success(1))
      call.finish(.success(2))
      call.abandon(Refused())
    }
    #expect(outcome == .success(1))
  }

  @Test("Work that nobody wants any more is neither queued nor begun")
  func unwanted() async {
    let call = Call<Int, Refused>()
    #expect(call.abandon(Refused()) == .queued)
    let outcome = await call.answer { Issue.record("queued all the same") }
    #expect(outcome == .failure(Refused()))
    call.carryOut { () throws(Refused) in
      Issue.record("begun all the same")
      return 1
    }
    #expect(call.hasFinished)
  }

  @Test("At the deadline the task is answered, and told how far the thread had got")
  func late() async {
    let call = Call<Int, Refused>()
    let seen = Guarded<[String]>([])
    let outcome = await call.answer(within: .milliseconds(1)) {
      Refused(reason: "\($0)")
    } interrupted: { reason, progress in
      seen.with { $0.append("\(reason) \(progress)") }
    } _: {
      _ = call.begin()
    }
    #expect(outcome == .failure(Refused(reason: "late")))
    // Told on the thread that keeps deadlines, which may come a moment later than the answer.
    let told = await OwnedThread.run(name: "waiting") { seen.wait { $0.isEmpty ? nil : $0 } }
    #expect(told == ["late running"])
  }

  @Test("A task that is cancelled is answered, even if it was before it began to wait")
  func cancelled() async {
    for cancelsFirst in [true, false] {
      let call = Call<Int, Refused>()
      let hasBegun = Guarded(false)
      let task = Task {
        while cancelsFirst, !Task.isCancelled { await Task.yield() }
        return await call.answer(within: .seconds(600)) {
          Refused(reason: "\($0)")
        } _: {
          hasBegun.with { $0 = true }
        }
      }
      if !cancelsFirst {
        await OwnedThread.run(name: "waiting") { _ = hasBegun.wait { $0 ? true : nil } }
      }
      task.cancel()
      #expect(await task.value == .failure(Refused(reason: "cancelled")))
      #expect(hasBegun.with { $0 } == !cancelsFirst)
    }
  }
}
