  /**
   * Asks the gateway to give the conversation to people.
   * @title Hand over to people
   * @category Chatwoot
   * @param {string} reason - What the people read
   */
  const handOver = async reason => {
    const payload = { type: 'custom', module: 'chatwoot', component: 'Handoff', handoff: true, reason }
    await bp.events.replyToEvent(event, [payload], event.id)
  }

  return handOver(args.reason)
